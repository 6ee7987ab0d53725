import DA14681
import Foundation
import Machine
import TestBand
import Testing
import World
@testable import Boards

/// Rounds of a busy-wait that are left out: the machine must not be able to tell. A machine whose instructions somebody
/// watches leaves none out.
@Suite struct BusyWaitTests {
  /// r0 is the flash's controller, r1 selects, r3 deselects; a sector's erase begins.
  private static let erase: [UInt16] = [
    0x200C, 0x0600,  // movs r0, 0x0C; lsls r0, r0, 24
    0x2200, 0x6042,  // CTRLMODE = 0
    0x2109, 0x2310,
    0x6001, 0x2206, 0x7602, 0x6003,  // write enable
    0x6001, 0x2220, 0x7602, 0x2206, 0x7602, 0x2200, 0x7602, 0x7602, 0x6003,  // erase at 0x060000
  ]
  /// cpsid i; wfi; b .-2
  private static let end: [UInt16] = [0x6003, 0xB672, 0xBF30, 0xE7FD]

  /// Loops that wait for the end of the erase.
  private static let loops: [[UInt16]] = [
    // Selected once, then one byte of the status after another: ldrb r4, [r0, 0x1C]; lsls r4, r4, 31; bne.
    [0x6001, 0x2205, 0x7602, 0x7F04, 0x07E4, 0xD1FC],
    // As vendors' drivers do it: select, command, read, deselect.
    [0x6001, 0x2205, 0x7602, 0x7F04, 0x6003, 0x07E4, 0xD1F8],
    // The same with a register on the stack.
    [0xB402, 0x6001, 0x2205, 0x7602, 0x7F04, 0x6003, 0xBC02, 0x07E4, 0xD1F6],
    // With a counter in RAM, which every round changes: push; ldr r5, [sp]; adds r5, 1; str r5, [sp].
    [0x2500, 0xB420, 0x6001, 0x2205, 0x7602, 0x7F04, 0x6003, 0x9D00, 0x3501, 0x9500, 0x07E4, 0xD1F5],
    // With a counter in a register.
    [0x6001, 0x2205, 0x7602, 0x3601, 0x7F04, 0x07E4, 0xD1FB],
  ]
  private static let leftOut = [true, true, true, false, false]

  private func band(_ program: [UInt16]) -> MiBand2 {
    let emulation = Emulation()
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    let band = MiBand2(
      emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: 80, setup: BoardSetup())
    band.soc.start(.image(stackPointer: 0x07FC_8000, programCounter: 0x07FC_0101, remap: .ram))
    band.soc.ram.store(
      program.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }, at: 0x100)
    return band
  }

  private func state(_ band: MiBand2) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(band.emulation.snapshot)
  }

  @Test(arguments: loops.indices) func changesNothing(_ index: Int) throws {
    let program = Self.erase + Self.loops[index] + Self.end
    let (fast, slow) = (band(program), band(program))
    let watching = slow.soc.cpu.watchInstructions { _ in }
    defer { watching.end() }
    // In the middle of the erase, at uneven times, and after it.
    for time in [10_000, 17_003, 17_004, 44_990, 45_010, 60_000] as [UInt64] {
      fast.soc.run(until: .microseconds(time))
      slow.soc.run(until: .microseconds(time))
      #expect(fast.soc.cpu.instructions == slow.soc.cpu.instructions)
      #expect(fast.emulation.now == slow.emulation.now)
      let isSame = try state(fast) == state(slow)
      #expect(isSame, "at \(time) us")
    }
    #expect(fast.soc.cpu.condition == .sleeping)
    #expect(slow.soc.cpu.skippedInstructions == 0)
    let share = Double(fast.soc.cpu.skippedInstructions) / Double(fast.soc.cpu.instructions)
    #expect(Self.leftOut[index] ? share > 0.8 : share == 0, "\(share)")
  }
}
