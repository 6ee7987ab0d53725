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
