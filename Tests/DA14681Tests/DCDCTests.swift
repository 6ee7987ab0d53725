import Machine
import Testing

@testable import DA14681

struct DCDCTests {
  let bench = Bench()
  let converter: DCDC
  static let base: UInt32 = 0x5000_0082

  init() { converter = DCDC(bench.fabric) }

  var status: UInt32 { bench.read(Self.base + 0x22) }
  func setMode(_ mode: UInt32) { bench.write(Self.base, 0x2F24 | mode) }

  @Test func outputsBecomeAvailableAfterTheDelay() {
    // STARTUP_DELAY is 10 us after reset.
    setMode(1)
    bench.run(until: .microseconds(30) - 1)
    #expect(status == 0)
    bench.run(until: .microseconds(30))
    #expect(status == 0xFF0, "all four are enabled after reset")
    bench.write(Self.base + 0x08, 0x1890)
    #expect(status == 0xEE0, "V14 is off")
  }

  @Test func sleepKeepsWhatWasThereAndOffLosesIt() {
    setMode(1)
    bench.run(for: .milliseconds(1))
    setMode(2)
    #expect(status == 0xFF0)
    setMode(0)
    #expect(status == 0)
    setMode(2)
    bench.run(for: .milliseconds(1))
    #expect(status == 0, "sleep does not start it")
  }

  @Test func belowTwoAndAHalfVoltsItsOtherSettingsHold() {
    setMode(1)
    bench.run(for: .milliseconds(1))
    #expect(status == 0xFF0)
    bench.write(Self.base + 0x36, 1 << 4)
    converter.supplyChanged(isLow: true)
    #expect(status == 0x550, "after reset V18 and V18P are enabled for a high battery only")
    #expect(bench.read(Self.base + 0x26) == 0x484)
    #expect(bench.isRequested(.dcdc))
    #expect(bench.read(Self.base + 0x32) == 1 << 4)
    bench.write(Self.base + 0x34, 1 << 4)
    #expect(!bench.isRequested(.dcdc))
    converter.supplyChanged(isLow: false)
    #expect(status == 0xFF0)
  }

  @Test func theCurrentLimitIsTheLeastOfEachOutput() {
    #expect(bench.read(Self.base + 0x26) == 4 << 5 | 4)
    bench.write(Self.base + 0x06, 7)
    bench.write(Self.base + 0x12, 9)
    #expect(bench.read(Self.base + 0x28) == 4 << 5 | 7)
    #expect(bench.read(Self.base + 0x26) == 9 << 5 | 4)
  }
}
