/// Error codes: Bluetooth Core Specification, volume 1, part F.
enum LinkError {
  static let unknownConnection: UInt8 = 0x02
  static let keyMissing: UInt8 = 0x06
  static let memoryExceeded: UInt8 = 0x07
  static let connectionTimeout: UInt8 = 0x08
  static let connectionLimit: UInt8 = 0x09
  static let disallowed: UInt8 = 0x0C
  static let unsupported: UInt8 = 0x11
  static let invalidParameter: UInt8 = 0x12
  static let remoteUserTerminated: UInt8 = 0x13
  static let localHostTerminated: UInt8 = 0x16
  static let unsupportedRemoteFeature: UInt8 = 0x1A
  static let responseTimeout: UInt8 = 0x22
  static let instantPassed: UInt8 = 0x28
  static let checkFailure: UInt8 = 0x3D
  static let failedToEstablish: UInt8 = 0x3E
}
