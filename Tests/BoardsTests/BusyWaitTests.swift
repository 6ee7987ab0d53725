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
    // With a counter in a register, which nothing looks at.
    [0x6001, 0x2205, 0x7602, 0x3601, 0x7F04, 0x07E4, 0xD1FB],
    // The same, and a second one that it is added to.
    [0x6001, 0x2205, 0x7602, 0x3601, 0x19BF, 0x7F04, 0x07E4, 0xD1FA],
  ]
  private static let leftOut = [true, true, true, false, true, false]

  /// Loops whose end is sooner or later that of r6, which begins at the number given: ldrb r4, [r0, 0x1C]; the count; lsls r4, r4, 31; bne.
  private static let ends: [[UInt16]] = [
    // subs r6, 1; beq
    [0x7F04, 0x3E01, 0xD001, 0x07E4, 0xD1FA],
    // adds r6, 3; cmp r6, r7; bhs, where r7 is 210
    [0x7F04, 0x3603, 0x42BE, 0xD201, 0x07E4, 0xD1F9],
    // cmp r7, r6; bls; adds r6, 1
    [0x7F04, 0x42B7, 0xD902, 0x3601, 0x07E4, 0xD1F9],
    // subs r6, 2; cmp r6, 0; blt
    [0x7F04, 0x3E02, 0x2E00, 0xDB01, 0x07E4, 0xD1F9],
    // The flags of the count are looked at in the next round: bmi; ldrb; lsls; beq; subs r6, 1; b
    [0xD404, 0x7F04, 0x07E4, 0xD001, 0x3E01, 0xE7F9],
  ]

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

  /// A wait that has an end ends at the same round, wherever its count begins: across zero, the sign and the limit.
  @Test(arguments: ends.indices) func anEndComesInItsRound(_ index: Int) throws {
    var skipped: UInt64 = 0
    for start in Array(36...66) + Array(240...255) {
      // movs r7, 210; movs r6, start; subs r6, 40; and one byte of the status before.
      let before: [UInt16] = [0x6001, 0x2205, 0x7602, 0x27D2, 0x2600 | UInt16(start), 0x3E28]
      let program = Self.erase + before + Self.ends[index] + Self.end
      let (fast, slow) = (band(program), band(program))
      let watching = slow.soc.cpu.watchInstructions { _ in }
      defer { watching.end() }
      for time in [211, 900] as [UInt64] {
        fast.soc.run(until: .microseconds(time))
        slow.soc.run(until: .microseconds(time))
        #expect(fast.soc.cpu.instructions == slow.soc.cpu.instructions, "\(start) at \(time) us")
        for register in 0...7 {
          #expect(fast.soc.cpu.register(register) == slow.soc.cpu.register(register), "\(start)")
        }
      }
      if start % 8 == 0 {
        let isSame = try state(fast) == state(slow)
        #expect(isSame, "\(start)")
      }
      skipped += fast.soc.cpu.skippedInstructions
    }
    #expect(skipped > 0)
  }
}
