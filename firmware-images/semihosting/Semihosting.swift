/// ARM semihosting: a program's calls to its debugger.
///
/// Source: ARM, Semihosting for AArch32 and AArch64 (public specification).
enum Semihosting {
  static let open: UInt32 = 0x01
  static let close: UInt32 = 0x02
  static let write0: UInt32 = 0x04
  static let write: UInt32 = 0x05
  static let read: UInt32 = 0x06
  static let readC: UInt32 = 0x07
  static let seek: UInt32 = 0x0A
  static let length: UInt32 = 0x0C
  static let remove: UInt32 = 0x0E
  static let time: UInt32 = 0x11
  static let errorNumber: UInt32 = 0x13
  static let commandLine: UInt32 = 0x15
  static let exitExtended: UInt32 = 0x20
  static let elapsed: UInt32 = 0x30
  static let failed = UInt32.max

  /// A call whose argument is a block of up to four words.
  static func call(_ operation: UInt32, _ a: UInt32, _ b: UInt32 = 0, _ c: UInt32 = 0, _ d: UInt32 = 0) -> UInt32 {
    var block = (a, b, c, d)
    return withUnsafePointer(to: &block) { semihosting_call(operation, $0) }
  }

  /// A call with a pointer and its length somewhere in the block.
  static func open(_ name: StaticString, mode: UInt32) -> UInt32 {
    call(open, UInt32(UInt(bitPattern: name.utf8Start)), mode, UInt32(name.utf8CodeUnitCount))
  }

  static func print(_ text: StaticString) { _ = semihosting_call(write0, text.utf8Start) }

  static func write(_ text: StaticString, to handle: UInt32) -> UInt32 {
    call(write, handle, UInt32(UInt(bitPattern: text.utf8Start)), UInt32(text.utf8CodeUnitCount))
  }

  static func print(_ value: UInt32) {
    var digits: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) =
      (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { bytes in
      var place = 10
      var rest = value
      repeat {
        place -= 1
        bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
        rest /= 10
      } while rest > 0
      _ = semihosting_call(write0, bytes.baseAddress! + place)
    }
  }

  static func exit(_ status: UInt32) {
    _ = call(exitExtended, 0x2_0026, status)
  }
}
