import CortexM0
import Machine
import Testing

@testable import DA14681

struct CRGTopTests {
  let bench = Bench()
  let crg: CRGTop
  let resets = Resets()

  final class Resets { var kinds: [ResetKind] = [] }

  init() {
    crg = CRGTop(bench.fabric)
    crg.onReset = { [resets] in resets.kinds.append($0) }
    bench.write(0x5000_0020, 1)
    bench.write(0x5000_000A, 0x0201)
  }

  private var clocks: ClockTree { bench.fabric.clocks }

  @Test(arguments: [
    (0, 0x4000, 16_000_000), (1, 0x2000, 16_000_000), (2, 0x1000, 32_768), (3, 0x8000, 96_000_000),
    (0x23, 0x8000, 48_000_000), (0x08, 0x4000, 32_000_000),
  ])
  func selectionsTakeEffectAtOnce(selection: UInt32, running: UInt32, hertz: UInt64) {
    bench.write(0x5000_000A, 0x0200 | selection)
    #expect(bench.read(0x5000_000A) == running | 0x0200 | selection)
    #expect(clocks.systemClock?.hertz == hertz)
    for shift in 0..<8 {
      bench.write(0x5000_0000, UInt32(shift) | 0x10)
      #expect(clocks.hclk?.hertz == hertz >> UInt64(min(shift, 4)))
      #expect(clocks.pclk?.hertz == hertz >> UInt64(min(shift, 4) + 1))
    }
    #expect(clocks.divN?.hertz == (hertz == 32_768 ? 32_768 : 16_000_000))
  }

  @Test func lowPowerClocks() {
    #expect(clocks.lowPower == ClockRate(hertz: 32_768))
    bench.write(0x5000_000A, 0x0001)
    #expect(clocks.lowPower == nil)
    bench.write(0x5000_0020, 0x80)
    #expect(clocks.lowPower == ClockRate(hertz: 32_000))
    bench.write(0x5000_000A, 0x0101)
    #expect(clocks.lowPower == nil)
    bench.write(0x5000_0024, 0x800)
    #expect(clocks.lowPower == ClockRate(hertz: 11_700))
    bench.write(0x5000_000A, 0x0301)
    #expect(clocks.lowPower == nil)
  }

  @Test func timerClocks() {
    bench.write(0x5000_000A, 0x0203)
    bench.write(0x5000_000C, 0x4 | 0x40 | 0x400)
    #expect(clocks.timer0?.hertz == 16_000_000)
    bench.write(0x5000_000C, 0xF | 0x50)
    #expect(clocks.timer0?.hertz == 12_000_000)
    #expect(clocks.timer1?.hertz == 8_000_000)
    #expect(clocks.timer2 == nil)
    #expect(clocks.isTimer1Enabled)
  }

  @Test func crystalIsTrimmedHalfAMillisecondAfterItsStart() {
    bench.write(0x5000_000A, 0x0205)
    #expect(bench.read(0x5000_0014) & 0x40 == 0)
    bench.run(for: .milliseconds(10))
    #expect(bench.read(0x5000_0014) & 0x40 == 0)
    bench.write(0x5000_000A, 0x0201)
    let start = bench.now
    bench.run(until: start + 767_999)
    #expect(bench.read(0x5000_0014) & 0x40 == 0)
    bench.run(until: start + 768_000)
    #expect(bench.read(0x5000_0014) & 0x40 != 0)
  }

  @Test func xtalReadyComesAfterItsCycles() {
    var times: [Tick] = []
    bench.fabric.interrupt(.xtal16Ready).observe { if $0 { times.append(bench.now) } }
    bench.write(0x5000_0050, 85)
    bench.write(0x5000_000A, 0x0205)
    bench.run(for: 12_345)
    bench.write(0x5000_000A, 0x0201)
    let start = bench.now
    bench.run(for: .seconds(UInt64(1)))
    #expect(times == [start + 85 * 46_875])
  }

  @Test func sleepCancelsXtalReady() {
    var times: [Tick] = []
    bench.fabric.interrupt(.xtal16Ready).observe { if $0 { times.append(bench.now) } }
    bench.write(0x5000_0050, 85)
    bench.write(0x5000_000A, 0x0205)
    bench.write(0x5000_000A, 0x0201)
    bench.run(for: .milliseconds(1))
    crg.enterSleep()
    #expect(clocks.hclk == nil && clocks.divN == nil && clocks.lowPower != nil)
    bench.run(for: .milliseconds(100))
    #expect(times.isEmpty)
    crg.wake()
    let start = bench.now
    bench.run(for: .seconds(UInt64(1)))
    #expect(times == [start + 85 * 46_875])
  }

  @Test func xtalReadyGoesOnWithAnotherClock() {
    var times: [Tick] = []
    bench.fabric.interrupt(.xtal16Ready).observe { if $0 { times.append(bench.now) } }
    bench.write(0x5000_0020, 0x81)
    bench.write(0x5000_0050, 100)
    bench.write(0x5000_000A, 0x0205)
    bench.write(0x5000_000A, 0x0201)
    bench.run(for: 40 * 46_875)
    bench.write(0x5000_000A, 0x0001)
    let change = bench.now
    bench.run(for: .seconds(UInt64(1)))
    #expect(times == [change + 60 * 48_000])
  }

  @Test func statusFollowsTheDomains() {
    #expect(bench.read(0x5000_0014) & 0xF0F == 0x505)
    bench.write(0x5000_0010, 0x0E)
    #expect(bench.read(0x5000_0014) & 0xF0F == 0x509)
    bench.write(0x5000_0010, 0)
    #expect(bench.read(0x5000_0014) & 0xF0F == 0xA0A)
    #expect(!crg.areDomainsDown)
    bench.write(0x5000_0010, 0x1F0F)
    #expect(crg.areDomainsDown)
    #expect(crg.retainedMacros == 0x1F)
  }

  @Test func peripheralsWithoutPowerDoNotAnswer() {
    _ = CRGPer(bench.fabric).domain
    bench.write(0x5000_1C04, 7)
    #expect(bench.read(0x5000_1C04) == 0)
    #expect(bench.emulation.journal.unmodelled.map(\.register) == ["CRG_PER.unpowered"])
    bench.write(0x5000_0010, 0x0E)
    bench.write(0x5000_1C04, 7)
    #expect(bench.read(0x5000_1C04) == 7)
    #expect(clocks.uart.rate?.hertz == 16_000_000)
    bench.write(0x5000_0010, 0x0F)
    bench.write(0x5000_0010, 0x0E)
    #expect(bench.read(0x5000_1C04) == 0)
    #expect(clocks.uart.rate == nil)
  }

  @Test func vbusInterruptsOnItsEdges() {
    let vbus = bench.fabric.vbus.driver("test")
    vbus.value = true
    #expect(!bench.isRequested(.vbus))
    #expect(bench.read(0x5000_002A) & 0x1824 == 0x1824)
    vbus.value = false
    #expect(bench.read(0x5000_002A) & 0x1824 == 0)
    bench.write(0x5000_0030, 2)
    vbus.value = true
    #expect(bench.isRequested(.vbus))
    bench.write(0x5000_0032, 1)
    #expect(!bench.isRequested(.vbus))
    vbus.value = false
    #expect(!bench.isRequested(.vbus))
    bench.write(0x5000_0030, 1)
    vbus.value = true
    #expect(!bench.isRequested(.vbus))
    vbus.value = false
    #expect(bench.isRequested(.vbus))
  }

  @Test func resetsAreAskedFor() {
    bench.write(0x5000_0012, 0x8020)
    #expect(resets.kinds == [.software])
    #expect(bench.read(0x5000_0012) == 0x0020)
    crg.supplyChanged(isLow: true)
    #expect(bench.read(0x5000_0038) == 0x10)
    #expect(resets.kinds == [.software])
    bench.write(0x5000_0036, 0x21)
    #expect(resets.kinds == [.software, .brownOut])
  }

  @Test func everyRegisterTakesEveryValue() {
    for offset in stride(from: UInt32(0), to: 0x82, by: 2) {
      for value: UInt32 in [0, 0xFFFF, 0xAAAA, 0x5555, 0x7FFF] {
        bench.write(0x5000_0000 + offset, value)
        bench.run(for: .milliseconds(20))
        _ = bench.read(0x5000_0000 + offset)
      }
    }
  }
}
