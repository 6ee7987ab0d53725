import ChipTesting
import Machine
import Testing

@testable import DA14681

/// TIMER1's PWM and its one-shot mode, on pads.
struct Timer1PWMTests {
  let bench = Bench()
  let timer: Timer1
  /// One cycle of the 32,768 Hz crystal.
  let slow: Tick = 46_875
  static let output = Pin(4, 6)

  init() {
    timer = Timer1(bench.fabric)
    bench.fabric.clocks.configure { $0.timers = 1 << 6 }
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_0200 + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_0200 + offset, value) }

  /// The pad's changes up to `end`, in cycles of the crystal.
  private func edges(of pin: Pin, until end: Tick) -> [Tick] {
    var times: [Tick] = []
    bench.fabric.pads[pin].observe { [bench, slow] _ in times.append(bench.now / slow) }
    bench.run(until: end * slow)
    return times
  }

  /// A blinker: 0.2 s on, 0.2 s off, by a prescaler of 64 and PWM_FREQ + 1 = 2 * 102.4 counts, here exactly 200 and 100.
  @Test func aPadFollowsFrequencyDutyAndPrescaler() {
    bench.route(Self.output, .pwm5)
    write(0x0A, 0xFFFF)
    write(0x0E, 63)
    write(0x16, 199)
    write(0x18, 100)
    write(0x00, 0x41)
    #expect(bench.fabric.pads[Self.output].level)
    #expect(edges(of: Self.output, until: 20_000) == [6_400, 12_800, 19_200])
  }

  @Test func dutiesOfNothingAndEverythingHaveNoEdges() {
    bench.route(Self.output, .pwm5)
    write(0x16, 9)
    write(0x00, 0x41)
    #expect(!bench.fabric.pads[Self.output].level)
    #expect(edges(of: Self.output, until: 100).isEmpty)
    write(0x18, 10)
    #expect(bench.fabric.pads[Self.output].level)
    #expect(edges(of: Self.output, until: 200).isEmpty)
    write(0x00, 0x40)
    #expect(!bench.fabric.pads[Self.output].level, "a timer that is off")
  }

  @Test func routingInTheMiddleShowsThePresentLevel() {
    write(0x16, 99)
    write(0x18, 50)
    write(0x00, 0x41)
    bench.run(until: 120 * slow)
    bench.route(Self.output, .pwm5)
    #expect(bench.fabric.pads[Self.output].level)
    #expect(edges(of: Self.output, until: 310) == [150, 200, 250, 300])
  }

  /// CLK_TMR.P06_TMR1_PWM_MODE: P0_6, whatever its mode, with latched pads too.
  @Test func thePWMReachesP06PastTheLatches() {
    write(0x16, 9)
    write(0x18, 5)
    write(0x00, 0x41)
    bench.fabric.pads.setTransparent(false)
    bench.fabric.clocks.configure { $0.timers |= 1 << 14 }
    #expect(bench.fabric.pads[Pin(0, 6)].level)
    #expect(edges(of: Pin(0, 6), until: 21) == [5, 10, 15, 20])
    bench.fabric.clocks.configure { $0.timers = 1 << 6 }
    #expect(!bench.fabric.pads[Pin(0, 6)].level)
  }

  @Test func inDeepSleepThePWMGoesOn() {
    let chip = Chip()
    var program = Thumb()
    program.store16(0x5000_0020, 1)  // XTAL32K
    program.store16(0x5000_000A, 0x0201)
    program.store16(0x5000_000C, 0x4040)
    program.store16(0x5000_0216, 9)
    program.store16(0x5000_0218, 5)
    program.store16(0x5000_0200, 0x41)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0012, 0x4403)  // latches the pads
    program.store16(0x5000_0010, 0x1F0F)
    program.waitForInterrupt()
    program.stop()
    chip.load(program)
    chip.run(for: .milliseconds(5))
    #expect(chip.soc.mode == .extendedSleep)
    var edges = 0
    chip.soc.pads[Pin(0, 6)].observe { _ in edges += 1 }
    chip.run(for: 1_000 * slow)
    #expect(edges == 200)
  }

  @Test func oneShotDelaysAndPulses() {
    bench.route(Self.output, .oneShot)
    let input = bench.fabric.pads[Pin(1, 0)].driver("test")
    input.value = false
    write(0x06, 9)  // P1_0
    write(0x0A, 10)
    write(0x0C, 4)
    write(0x00, 0x23)
    var interrupts: [Tick] = []
    bench.fabric.interrupt(.timer1).observe { [bench, slow] in if $0 { interrupts.append(bench.now / slow) } }
    #expect(edges(of: Self.output, until: 100).isEmpty)
    #expect(read(0x04) == 0)
    input.value = true
    #expect(read(0x04) == 5)
    bench.run(until: 110 * slow - 1)
    #expect(!bench.fabric.pads[Self.output].level)
    bench.run(until: 110 * slow)
    #expect(bench.fabric.pads[Self.output].level)
    #expect(read(0x04) == 0xD)
    // The edge in the middle of a shot is not an event.
    input.value = false
    input.value = true
    bench.run(until: 114 * slow)
    #expect(!bench.fabric.pads[Self.output].level)
    #expect(read(0x04) == 1)
    bench.run(until: 1_000 * slow)
    #expect(!bench.fabric.pads[Self.output].level)
    #expect(interrupts == [110])
  }

  @Test func disablingEndsAShot() {
    bench.route(Self.output, .oneShot)
    let input = bench.fabric.pads[Pin(1, 0)].driver("test")
    input.value = false
    write(0x06, 9)
    write(0x0C, 1_000)
    write(0x00, 3)
    input.value = true
    bench.run(until: 10 * slow)
    #expect(bench.fabric.pads[Self.output].level)
    write(0x00, 2)
    #expect(!bench.fabric.pads[Self.output].level)
    #expect(read(0x04) >> 2 == 0)
  }

  @Test func aSnapshotKeepsTheWaveAndTheShot() throws {
    bench.route(Self.output, .pwm5)
    bench.route(Pin(4, 5), .oneShot)
    let input = bench.fabric.pads[Pin(1, 0)].driver("test")
    input.value = false
    write(0x06, 9)
    write(0x0A, 20)
    write(0x0C, 5)
    write(0x16, 9)
    write(0x18, 5)
    write(0x00, 3)
    bench.run(until: 7 * slow)
    input.value = true
    bench.run(until: 12 * slow)
    let other = Timer1PWMTests()
    _ = other.bench.fabric.pads[Pin(1, 0)].driver("test")
    try other.bench.restore(from: bench)
    var shots: [Tick] = []
    other.bench.fabric.pads[Pin(4, 5)].observe { _ in shots.append(other.bench.now / slow) }
    #expect(other.edges(of: Self.output, until: 41) == [15, 20, 25, 30, 35, 40])
    #expect(shots == [27, 32])
  }
}
