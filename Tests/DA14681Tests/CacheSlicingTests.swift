import ChipTesting
import Foundation
import Machine
import Testing

@testable import DA14681

/// What waits for the flash does so the same however a run is cut, watched and copied.
struct CacheSlicingTests {
  /// Loads from three lines of one set and increments, for ever.
  private func program() -> FlashProgram {
    var program = Thumb()
    for offset in [0x4_0000, 0x4_4000, 0x4_8000, 0x4_0004] as [UInt32] {
      program.copy16(from: 0x0800_0000 + offset, to: 0x07FC_2000)
      program.increment(0x07FC_2004)
    }
    program.branch(to: 0)
    return FlashProgram(program)
  }

  private func chip(length: UInt32) -> Chip {
    program().chip(inFlash: true) {
      $0.write(FlashProgram.associativity, 1, width: 4)
      $0.write(FlashProgram.control2, length, width: 4)
      $0.write(FlashProgram.threshold, 100, width: 4)
      $0.write(FlashProgram.monitor, 3, width: 4)
    }
  }

  @Test(arguments: [0, 15] as [UInt32]) func slicesChangeNothing(length: UInt32) throws {
    let whole = chip(length: length)
    whole.soc.run(until: .milliseconds(2))
    for slice in [1_000, 383, 5_001] as [Tick] {
      let cut = chip(length: length)
      var end: Tick = 0
      while end < .milliseconds(2) {
        end = min(end + slice, .milliseconds(2))
        cut.soc.run(until: end)
      }
      #expect(try cut.snapshot == whole.snapshot)
    }
  }

  @Test(arguments: [0, 15] as [UInt32]) func aRestoredCacheGoesOnAsTheSavedOne(length: UInt32) throws {
    let saved = chip(length: length)
    saved.soc.run(until: .microseconds(777))
    let copy = chip(length: 15)
    copy.soc.run(until: .microseconds(55))
    try copy.restore(try saved.snapshot)
    #expect(try copy.snapshot == saved.snapshot)
    for chip in [saved, copy] { chip.soc.run(until: .milliseconds(2)) }
    #expect(try copy.snapshot == saved.snapshot)
  }

  @Test(arguments: [0, 15] as [UInt32]) func aWatchedRunIsTheSame(length: UInt32) throws {
    let (watched, other) = (chip(length: length), chip(length: length))
    var count: UInt64 = 0
    let watching = watched.soc.cpu.watchInstructions { _ in count += 1 }
    defer { watching.end() }
    for chip in [watched, other] { chip.soc.run(until: .milliseconds(1)) }
    #expect(try watched.snapshot == other.snapshot)
    #expect(count == watched.soc.cpu.instructions)
    #expect(count > 100)
  }

  @Test func aStepIsAnInstructionAlsoWhereItHasToBeWaitedFor() {
    let chip = chip(length: 0)
    chip.run(for: 1)
    for _ in 0..<20 {
      let before = chip.soc.cpu.instructions
      chip.soc.cpu.step()
      #expect(chip.soc.cpu.instructions == before + 1)
    }
  }
}
