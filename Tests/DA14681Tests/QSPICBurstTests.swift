import Machine
import Testing

@testable import DA14681

/// Clocks of a read burst, by the fields of BURSTCMDA, BURSTCMDB and CTRLMODE.
struct QSPICBurstTests {
  struct Case: Sendable {
    let a: UInt32
    let b: UInt32
    var mode: UInt32 = 0
    let bytes: Int
    let clocks: Int
  }

  static let cases = [
    // Single: instruction 8, address 24, data 8 a byte.
    Case(a: 0x03, b: 0, bytes: 4, clocks: 64), Case(a: 0x03, b: 0, bytes: 32, clocks: 288),
    // 32-bit address.
    Case(a: 0x03, b: 0, mode: 1 << 13, bytes: 4, clocks: 72),
    // Quad data only, one dummy byte on one line: 8 + 24 + 8 + 8.
    Case(a: 0x6B, b: 2 | 1 << 4, bytes: 4, clocks: 48),
    // Dual address and data, mode byte: 8 + 12 + 4 + 16.
    Case(a: 0xBB | 1 << 26 | 1 << 28, b: 1 | 1 << 2, bytes: 4, clocks: 40),
    // Quad all but the instruction: 8 + 6 + 2 + 4 + 2 a byte.
    Case(a: 0xEB | 2 << 26 | 2 << 28 | 2 << 30, b: 2 | 1 << 2 | 2 << 4, bytes: 8, clocks: 36),
    // The same in continuous read, without the instruction; half a mode byte; four dummy bytes; three of them forced.
    Case(a: 0xEB | 2 << 26 | 2 << 28 | 2 << 30, b: 2 | 1 << 2 | 2 << 4 | 1 << 6, bytes: 8, clocks: 28),
    Case(a: 0xEB | 2 << 26 | 2 << 28 | 2 << 30, b: 2 | 1 << 2 | 1 << 3 | 2 << 4 | 1 << 6, bytes: 8, clocks: 27),
    Case(a: 0xEB | 2 << 26 | 2 << 28 | 2 << 30, b: 2 | 3 << 4, bytes: 8, clocks: 38),
    Case(a: 0xEB | 2 << 26 | 2 << 28 | 2 << 30, b: 2 | 3 << 4 | 1 << 15, bytes: 8, clocks: 36),
    // Instruction on four lines; chip select high for seven clocks.
    Case(a: 0xEB | 2 << 24 | 2 << 26, b: 2 | 7 << 12, bytes: 8, clocks: 31),
  ]

  @Test(arguments: cases) func clocks(_ expected: Case) {
    let chip = Chip()
    chip.write(0x0C00_000C, expected.a, width: 4)
    chip.write(0x0C00_0010, expected.b, width: 4)
    chip.write(0x0C00_0004, expected.mode, width: 4)
    #expect(chip.soc.qspic.burstClocks(expected.bytes) == expected.clocks)
  }
}
