import ChipTesting
import Machine
import Testing

@testable import DA14681

/// The miss-rate monitor.
struct CacheMonitorTests {
  private func isPending(_ chip: Chip) -> Bool { chip.read(0xE000_E200, width: 4) & 1 << 7 != 0 }

  /// 501 instructions and the two of the end, in 250 and two words; two of them brought a line.
  @Test func hitsAreTheWordsFetchedThatWereAtHand() {
    let chip = CacheTests.loop.chip(inFlash: true) { $0.write(FlashProgram.monitor, 1, width: 4) }
    chip.run(for: .milliseconds(10))
    #expect(chip.soc.cpu.instructions == 503)
    #expect(chip.read(FlashProgram.misses, width: 4) == 2)
    #expect(chip.read(FlashProgram.hits, width: 4) == 503 / 2 - 2)
    chip.write(FlashProgram.monitor, 0, width: 4)
    #expect(chip.read(FlashProgram.hits, width: 4) == 503 / 2 - 2)
    chip.write(FlashProgram.hits, 7, width: 4)
    #expect(chip.read(FlashProgram.hits, width: 4) == 7)
  }

  /// A program in flash that reads the counter: what it has executed itself counts, wherever the run was cut.
  @Test func theProgramReadsWhatItHasExecutedItself() {
    var program = Thumb()
    for _ in 0..<9 { program.increment(0x07FC_2000) }
    program.copy16(from: FlashProgram.hits, to: 0x07FC_2010)
    program.disableInterrupts()
    program.waitForInterrupt()
    var values: Set<UInt32> = []
    for slice in [1, 100, 7_000, 2_000_000] as [Tick] {
      let chip = FlashProgram(program).chip(inFlash: true) {
        $0.write(FlashProgram.lineSize, 2, width: 4)
        $0.write(FlashProgram.monitor, 1, width: 4)
      }
      while chip.soc.cpu.condition == .running { chip.run(for: slice) }
      values.insert(chip.read(0x07FC_2010))
      #expect(chip.soc.cpu.cycles > 100)
    }
    // 38 instructions up to the one that reads, two of them the first of a line: 19 words less two. Ten literals, of which
    // two are the first use of the third and of the fourth line.
    let misses: UInt32 = 19 - 2 + 10 - 2
    #expect(values == [misses])
  }

  @Test func theThresholdRequestsAnInterruptOnce() {
    for isMasked in [false, true] {
      var program = Thumb()
      for offset in 0..<3 as Range<UInt32> { program.copy16(from: 0x0800_2000 + 8 * offset, to: 0x07FC_2000) }
      program.disableInterrupts()
      program.waitForInterrupt()
      let chip = FlashProgram(program).chip(inFlash: false) {
        $0.write(FlashProgram.threshold, 2, width: 4)
        $0.write(FlashProgram.monitor, isMasked ? 1 : 3, width: 4)
      }
      chip.run(for: .milliseconds(10))
      #expect(chip.read(FlashProgram.misses, width: 4) == 3)
      #expect(chip.read(FlashProgram.monitor, width: 4) == (isMasked ? 0x9 : 0xB))
      #expect(isPending(chip) == !isMasked)
    }
  }

  @Test func theIntervalEndsTheCount() {
    let chip = CacheTests.loop.chip(inFlash: true) {
      $0.write(FlashProgram.interval, 1_600, width: 4)
      $0.write(FlashProgram.monitor, 3, width: 4)
    }
    // 1,600 cycles of 16 MHz are 100 us; the loop takes longer.
    chip.run(for: .microseconds(99))
    #expect(chip.read(FlashProgram.monitor, width: 4) == 3)
    chip.run(for: .microseconds(2))
    #expect(chip.read(FlashProgram.monitor, width: 4) == 6)
    #expect(isPending(chip))
    let hits = chip.read(FlashProgram.hits, width: 4)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(FlashProgram.hits, width: 4) == hits)
  }
}
