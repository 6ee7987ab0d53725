/// There is no room for a command line.
enum Shell {
  static var reset: BootRequest? { nil }
  static var wantsBuzz: Bool {
    get { false }
    set {}
  }
  static var wantsHeartRate: Bool {
    get { false }
    set {}
  }

  static func run(_ line: UnsafeBufferPointer<UInt8>, _ output: inout TextWriter) -> Int32 { -8 }
  static func status(_ output: inout TextWriter) {}
}
