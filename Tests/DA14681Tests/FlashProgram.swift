import ChipTesting
import Machine

@testable import DA14681

/// Runs the same code from RAM and from flash. It must end with `asleep`.
struct FlashProgram {
  /// CPSID i; WFI: nothing executes any more.
  static let asleep: [UInt16] = [0xB672, 0xBF30]
  static let control1: UInt32 = 0x400C_3000
  static let lineSize: UInt32 = 0x400C_3004
  static let associativity: UInt32 = 0x400C_3008
  static let control2: UInt32 = 0x400C_3020
  static let hits: UInt32 = 0x400C_3028
  static let misses: UInt32 = 0x400C_302C
  static let monitor: UInt32 = 0x400C_3030
  static let interval: UInt32 = 0x400C_3034
  static let threshold: UInt32 = 0x400C_3038

  let bytes: [UInt8]

  init(_ halfwords: [UInt16]) {
    bytes = halfwords.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  init(_ program: Thumb) { bytes = program.bytes }

  /// A chip that has the program at offset 0x100 of RAM and flash and is about to run it from one of them.
  func chip(inFlash: Bool, _ prepare: (Chip) -> Void = { _ in }) -> Chip {
    let chip = Chip()
    chip.flash.store(bytes, at: 0x100)
    let place: UInt32 = inFlash ? 0x0800_0101 : 0x07FC_0101
    chip.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: place, remap: .ram))
    chip.soc.ram.store(bytes, at: 0x100)
    prepare(chip)
    return chip
  }

  /// Cycles until it sleeps.
  func cycles(inFlash: Bool, _ prepare: (Chip) -> Void = { _ in }) -> UInt64 {
    let chip = chip(inFlash: inFlash, prepare)
    chip.run(for: .seconds(UInt64(1)))
    precondition(chip.soc.cpu.condition == .sleeping, "the program does not end")
    return chip.soc.cpu.cycles
  }

  /// Cycles that it takes longer from flash.
  func stall(_ prepare: (Chip) -> Void = { _ in }) -> UInt64 {
    cycles(inFlash: true, prepare) - cycles(inFlash: false, prepare)
  }
}
