import Machine
import Testing

@testable import DA14681

struct GPIOTests {
  let bench = Bench()

  init() { _ = GPIO(bench.fabric).domain }

  @Test func outputsFollowTheDataRegisters() {
    bench.write(0x5000_306A, 0x300)
    #expect(!bench.fabric.pads[Pin(4, 6)].level)
    bench.write(0x5000_3012, 0x40)
    #expect(bench.fabric.pads[Pin(4, 6)].level)
    #expect(bench.read(0x5000_3008) == 0x40)
    bench.write(0x5000_301C, 0x40)
    #expect(!bench.fabric.pads[Pin(4, 6)].level)
    bench.write(0x5000_3008, 0xFF)
    #expect(bench.fabric.pads[Pin(4, 6)].level)
    #expect(!bench.fabric.pads[Pin(4, 5)].level)
  }

  @Test func inputsReadTheLineAndTheirPull() {
    #expect(bench.read(0x5000_3000) == 0x20)
    #expect(bench.read(0x5000_3002) == 0x60)
    let driver = bench.fabric.pads[Pin(1, 0)].driver("test")
    driver.value = true
    #expect(bench.read(0x5000_3002) == 0x61)
    bench.write(0x5000_302E, 0x100)
    driver.value = nil
    #expect(bench.read(0x5000_3002) == 0x61)
    bench.write(0x5000_302E, 0x200)
    #expect(bench.read(0x5000_3002) == 0x60)
  }

  @Test func anExternalResistorIsStronger() {
    bench.fabric.pads.pull(Pin(1, 2), externally: true)
    bench.write(0x5000_3032, 0x200)
    #expect(bench.fabric.pads[Pin(1, 2)].level)
  }

  @Test func openDrainOutputsOnlyPullDown() {
    bench.fabric.pads.pull(Pin(3, 7), externally: true)
    bench.write(0x5000_305C, 0x700)
    #expect(!bench.fabric.pads[Pin(3, 7)].level)
    bench.write(0x5000_3010, 0x80)
    #expect(bench.fabric.pads[Pin(3, 7)].level)
    bench.fabric.pads[Pin(3, 7)].driver("test").value = false
    #expect(bench.read(0x5000_3006) & 0x80 == 0)
  }

  @Test func functionsAreRoutedByPID() {
    #expect(!bench.fabric.pads.isRouted(.pwm2))
    bench.write(0x5000_306A, 0x300 | 25)
    #expect(bench.fabric.pads.pin(for: .pwm2) == Pin(4, 6))
    bench.fabric.pads.drive(.pwm2, true)
    #expect(bench.fabric.pads[Pin(4, 6)].level)
    bench.fabric.pads.release(.pwm2)
    #expect(!bench.fabric.pads[Pin(4, 6)].level)
    bench.write(0x5000_306A, 0x300 | 6)
    #expect(bench.fabric.pads[Pin(4, 6)].level)
    #expect(!bench.fabric.pads.isRouted(.pwm2))
  }

  @Test func latchedPadsKeepWhatTheyHave() {
    bench.write(0x5000_306A, 0x300)
    bench.write(0x5000_3012, 0x40)
    bench.fabric.pads.setTransparent(false)
    bench.fabric.reset([.system])
    #expect(bench.read(0x5000_306A) == 0x200)
    #expect(bench.fabric.pads[Pin(4, 6)].level)
    bench.write(0x5000_306A, 0x300)
    bench.fabric.pads.setTransparent(true)
    #expect(!bench.fabric.pads[Pin(4, 6)].level)
  }

  @Test func everyRegisterTakesEveryValue() {
    for offset in stride(from: UInt32(0), to: 0x100, by: 2) {
      for value: UInt32 in [0, 0xFFFF, 0xAAAA, 0x5555] {
        bench.write(0x5000_3000 + offset, value)
        _ = bench.read(0x5000_3000 + offset)
      }
    }
  }

  /// XTAL32K on a pad with the function CLOCK, by GPIO_CLK_SEL 0; RC32K by 1.
  @Test func aLowPowerClockReachesAPad() {
    bench.fabric.clocks.configure { $0.isRC32KEnabled = true }
    var edges: [(Tick, Bool)] = []
    bench.fabric.pads[Pin(0, 7)].observe { [bench] in edges.append((bench.now, $0)) }
    bench.write(0x5000_302C, 0x300 | 52)
    bench.run(until: 3 * 46_875)
    #expect(edges.map(\.1) == [true, false, true, false, true, false, true])
    #expect(edges.map(\.0) == [0, 23_437, 46_875, 70_312, 93_750, 117_187, 140_625])
    bench.write(0x5000_30D0, 1)
    edges = []
    bench.run(until: 6 * 48_000)
    #expect(edges.filter(\.1).map(\.0) == [144_000, 192_000, 240_000, 288_000])
    #expect(bench.emulation.journal.unmodelled.isEmpty)
  }

  @Test func aFastClockOnAPadIsReported() {
    bench.write(0x5000_30D0, 3)
    #expect(bench.emulation.journal.unmodelled.isEmpty, "drivers leave a mark there that sleep clears")
    bench.write(0x5000_302C, 0x300 | 52)
    #expect(bench.emulation.journal.unmodelled.map(\.register) == ["GPIO.fast_clock_output"])
    bench.run(for: .milliseconds(1))
    #expect(!bench.fabric.pads[Pin(0, 7)].level)
  }
}
