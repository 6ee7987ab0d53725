import Machine
import Testing

@testable import DA1468x

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
    let driver = bench.fabric.pads[Pin(1, 0)].driver()
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
    bench.fabric.pads[Pin(3, 7)].driver().value = false
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
}
