import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct Timer1Tests {
  let bench = Bench()
  let timer: Timer1
  /// One cycle of the 32,768 Hz crystal.
  let slow: Tick = 46_875

  init() {
    timer = Timer1(bench.fabric)
    bench.fabric.clocks.configure { $0.timers = 1 << 6 }
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_0200 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_0200 + offset, value) }

  /// The times of the interrupts up to `end`.
  func interrupts(until end: Tick) -> [Tick] {
    var times: [Tick] = []
    bench.fabric.interrupt(.timer1).observe { if $0 { times.append(bench.now) } }
    bench.run(until: end)
    return times
  }

  @Test func countsTheLowPowerClockUpToReload() {
    write(0x0A, 9)
    write(0x00, 0x21)
    bench.run(until: 5 * slow - 1)
    #expect(read(0x02) == 4)
    bench.run(until: 5 * slow)
    #expect(read(0x02) == 5)
    #expect(interrupts(until: 30 * slow) == [9, 19, 29].map { $0 * slow })
    #expect(read(0x02) == 0)
  }

  @Test func freeRunInterruptsAtReloadAndGoesOn() {
    write(0x0A, 100)
    write(0x00, 0x61)
    #expect(interrupts(until: 65_700 * slow) == [100 * slow, 65_636 * slow])
    #expect(read(0x02) == 164)
  }

  @Test func aNewReloadMovesTheNextInterrupt() {
    write(0x0A, 100)
    write(0x00, 0x61)
    bench.run(until: 50 * slow + 7)
    write(0x0A, 60)
    #expect(interrupts(until: 200 * slow) == [60 * slow])
  }

  @Test func startsInStepWithTheClockNotWithTheWrite() {
    bench.run(until: 10 * slow + 1)
    write(0x0A, 3)
    write(0x00, 0x21)
    #expect(interrupts(until: 14 * slow) == [13 * slow])
  }

  @Test func countsDownAndReloads() {
    write(0x0A, 4)
    write(0x00, 0x25)
    #expect(read(0x02) == 4)
    #expect(interrupts(until: 10 * slow) == [4 * slow, 9 * slow])
    #expect(read(0x02) == 4)
  }

  @Test func prescalerDividesByOneMore() {
    write(0x0E, 2)
    write(0x0A, 4)
    write(0x00, 0x21)
    #expect(interrupts(until: 13 * slow) == [12 * slow])
    #expect(read(0x14) == 1)
    #expect(read(0x02) == 4)
  }

  @Test func systemClockWithItsDivider() {
    bench.fabric.clocks.configure { $0.timers = 1 << 6 | 3 << 4 }
    write(0x0A, 1999)
    write(0x00, 0xA1)
    #expect(interrupts(until: .milliseconds(2)) == [1999 * 8 * cycle, 3999 * 8 * cycle])
    #expect(read(0x02) == 0)
  }

  @Test func gatedAndFrozenTimersStandStill() {
    write(0x0A, 1000)
    write(0x00, 0x21)
    bench.run(until: 10 * slow)
    bench.fabric.clocks.configure { $0.timers = 0 }
    bench.run(until: 20 * slow)
    #expect(read(0x02) == 10)
    bench.fabric.clocks.configure { $0.timers = 1 << 6 }
    bench.run(until: 25 * slow)
    #expect(read(0x02) == 15)
    bench.fabric.setFreeze(.timer1)
    bench.run(until: 30 * slow)
    #expect(read(0x02) == 15)
    bench.fabric.setFreeze([])
    #expect(interrupts(until: 2000 * slow) == [1015 * slow])
  }

  @Test func anotherLowPowerClockGoesOnFromTheSameCount() {
    write(0x0A, 1000)
    write(0x00, 0x21)
    bench.run(until: 500 * slow)
    bench.fabric.clocks.configure {
      $0.lowPowerSource = 0
      $0.isRC32KEnabled = true
    }
    let edge = ClockRate(hertz: 32_000).edges(in: bench.now)
    #expect(read(0x02) == 500)
    #expect(interrupts(until: .seconds(UInt64(1)) / 25) == [(edge + 500) * 48_000])
  }

  @Test func loweredReloadGoesOverTheTop() {
    write(0x0A, 1000)
    write(0x00, 0x21)
    bench.run(until: 500 * slow)
    write(0x0A, 100)
    #expect(interrupts(until: 65_700 * slow) == [(65_536 + 100) * slow])
  }

  @Test func capturesTheCountAtAnEdgeOfAPad() {
    write(0x06, 27)  // P3_5
    write(0x08, 27)
    write(0x0A, 0xFFFF)
    write(0x00, 0x51)  // free run, second input on falling edges
    let driver = bench.fabric.pads[Pin(3, 5)].driver("test")
    bench.run(until: 77 * slow)
    driver.value = true
    #expect(read(0x04) == 3)
    bench.run(until: 99 * slow)
    driver.value = false
    #expect(read(0x10) == 77)
    #expect(read(0x12) == 99)
    #expect(read(0x04) == 0)
  }

  @Test func snapshotKeepsTheMatch() throws {
    write(0x0A, 100)
    write(0x00, 0x61)
    bench.run(until: 50 * slow + 3)
    let other = Timer1Tests()
    try other.bench.restore(from: bench)
    #expect(other.interrupts(until: 200 * slow) == [100 * slow])
    #expect(other.read(0x02) == 200)
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 7)
    for _ in 0..<5000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0x1E
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 14)) }
    }
  }
}
