// The wire format of the Simple Management Protocol (SMP), as the band and its tools speak it.
//
// Sources: the Zephyr documentation "SMP Protocol Specification" and "SMP Transport Specification"
// (docs.zephyrproject.org, services/device_mgmt/smp_protocol and smp_transport) and RFC 8949 (CBOR).
//
// Message (all numbers big-endian):
//
//     byte 0    bits 4..3 version (0 = SMP version 1, 1 = version 2), bits 2..0 operation
//     byte 1    flags, 0
//     byte 2-3  length of the CBOR payload
//     byte 4-5  group
//     byte 6    sequence number, returned unchanged
//     byte 7    command
//     then      one CBOR map; a request may leave it out (length 0)
//
// A reply has the request's operation + 1, its version, group, sequence and command. A reply without "rc" and "err" is
// a success. Errors of the protocol are {"rc": n}; errors of a group are {"err": {"group": g, "rc": n}} in version 2
// and the nearest {"rc": n} in version 1.
//
// Console framing, which lets messages and plain text share a serial line:
//
//     body  = big-endian (message length + 2), message, big-endian CRC-16/XMODEM of the message
//     lines = 06 09 base64(first part of body) 0A, then 04 14 base64(next part) 0A, ...
//
// Every line decodes on its own. A line that begins with neither marker is console text.
//
// Everything in this module works on memory that the caller lends: no allocation, no Foundation, so that the same
// sources compile with Embedded Swift into the band's firmware and into the host's tools.

/// What a message asks for or answers (bits 2..0 of its first byte).
public enum SMPOperation: UInt8, Sendable {
  /// A request to read.
  case read = 0
  /// The answer to `read`.
  case readResponse = 1
  /// A request to write or to act.
  case write = 2
  /// The answer to `write`.
  case writeResponse = 3

  /// Whether this is a request. A server answers requests only.
  public var isRequest: Bool { rawValue & 1 == 0 }

  /// The operation of the answer to this request.
  public var response: SMPOperation { self == .read || self == .readResponse ? .readResponse : .writeResponse }
}

/// Group numbers.
public enum SMPGroup {
  /// Operating system: echo, date and time, reset, parameters, information.
  public static let os: UInt16 = 0
  /// Firmware images.
  public static let image: UInt16 = 1
  /// Named groups of counters.
  public static let statistics: UInt16 = 2
}

/// Command numbers of the operating-system group.
public enum OSCommand {
  /// `{"d": text}` is answered by `{"r": text}`.
  public static let echo: UInt8 = 0
  /// Read or write `{"datetime": "2026-11-21T03:00:00"}`.
  public static let dateTime: UInt8 = 4
  /// Restart; optional `force` and `boot_mode`.
  public static let reset: UInt8 = 5
  /// Read `buf_size` and `buf_count`.
  public static let parameters: UInt8 = 6
  /// Read `output`, chosen by the letters of `format`.
  public static let info: UInt8 = 7
  /// Read which bootloader there is.
  public static let bootloader: UInt8 = 8
}

/// Command numbers of the statistics group.
public enum StatisticsCommand {
  /// `{"name": text}` is answered by `{"name": text, "fields": {text: number}}`.
  public static let group: UInt8 = 0
  /// `{"stat_list": [text]}`.
  public static let list: UInt8 = 1
}

/// Errors of the protocol itself, sent as `{"rc": n}` (the field's MGMT_ERR names).
public enum ManagementError: UInt16, Sendable {
  /// No reason given.
  case unknown = 1
  /// Out of memory.
  case noMemory = 2
  /// An argument is malformed or missing.
  case invalid = 3
  /// Took too long.
  case timeout = 4
  /// No such entry.
  case noEntry = 5
  /// The state does not allow it now.
  case badState = 6
  /// The reply does not fit into its buffer.
  case messageSize = 7
  /// Unknown group or command.
  case notSupported = 8
  /// Data is corrupt.
  case corrupt = 9
  /// Busy; try again.
  case busy = 10
  /// Not allowed.
  case accessDenied = 11
  /// The request's protocol version is too old.
  case tooOld = 12
  /// The request's protocol version is too new.
  case tooNew = 13
}

/// Errors of the operating-system group.
public enum OSError: UInt16, Sendable {
  /// No reason given.
  case unknown = 1
  /// A letter of `format` is not known.
  case invalidFormat = 2
  /// The bootloader does not answer this query.
  case noAnswer = 3
  /// The clock was never set.
  case clockNotSet = 4
  /// The clock refused.
  case clockFailed = 5

  /// What a version 1 client is told instead (as Zephyr's os_mgmt translates it).
  public var version1: ManagementError {
    switch self {
    case .invalidFormat: .invalid
    case .noAnswer, .clockNotSet: .noEntry
    case .unknown, .clockFailed: .unknown
    }
  }
}

/// Errors of the statistics group.
public enum StatisticsError: UInt16, Sendable {
  /// No reason given.
  case unknown = 1
  /// No group of that name.
  case invalidGroup = 2

  /// What a version 1 client is told instead.
  public var version1: ManagementError { self == .invalidGroup ? .noEntry : .unknown }
}
