import Machine
import Testing
@testable import Parts
@testable import World

@Suite struct TouchKeyTests {
  @Test func drivesItsLine() {
    let rig = Rig()
    let output = rig.line("KEY")
    let key = TouchKey(
      on: rig.emulation, net: rig.net, output: output,
      coefficients: TouchKey.Coefficients(idle: coefficient(2), touched: coefficient(5)))
    #expect(rig.power.loadCurrent == 2_000_000)
    key.isTouched = true
    #expect(output.level)
    #expect(rig.power.loadCurrent == 5_000_000)
    key.isTouched = false
    #expect(!output.level)
  }
}

@Suite struct MotorTests {
  @Test func startsWithAnInrush() {
    let rig = Rig()
    let input = rig.line("MOTOR")
    let motor = Motor(
      on: rig.emulation, net: rig.net, input: input,
      coefficients: Motor.Coefficients(
        off: coefficient(0.1), starting: coefficient(100_000), running: coefficient(70_000)))
    let driver = input.driver("test")
    driver.value = true
    rig.run(for: Motor.spinUp)
    #expect(rig.power.loadCurrent == 70_000_000_000)
    rig.run(for: .milliseconds(40))
    driver.value = false
    #expect(!motor.isOn)
    #expect(rig.charge("motor", "starting") == 100_000_000_000 * Int128(Motor.spinUp))
    #expect(rig.charge("motor", "running") == 70_000_000_000 * Int128(Tick.milliseconds(40)))
    driver.value = true
    driver.value = false
    rig.run(for: Tick.perSecond)
    #expect(rig.power.loadCurrent == 100_000, "a short pulse does not reach speed later")
  }
}

@Suite struct ThermistorTests {
  @Test func followsItsDefinition() {
    #expect(Thermistor.ohms(milliCelsius: 25_000) == 10_000)
    #expect(Thermistor.ohms(milliCelsius: 0) == 28_704)
    #expect(Thermistor.ohms(milliCelsius: 50_000) == 4_101)
    #expect(Thermistor.ohms(milliCelsius: 27_500) == 9_135)
    #expect(Thermistor.ohms(milliCelsius: -60_000) == 248_277)
    #expect(Thermistor.ohms(milliCelsius: 150_000) == 987)
    for step in -400..<1_000 {
      #expect(Thermistor.ohms(milliCelsius: step * 100) >= Thermistor.ohms(milliCelsius: step * 100 + 100))
    }
  }

  @Test func theDividerGivesTheChargersWindow() {
    let ambient = Ambient(on: Emulation())
    let thermistor = Thermistor(ambient, pullUpOhms: 4_120)
    var told = 0
    thermistor.observe { told += 1 }
    ambient.milliCelsius = -500
    #expect(thermistor.ratioMillionths > 875_000, "cold below 7/8 of the supply is 0 degrees")
    ambient.milliCelsius = 500
    #expect(thermistor.ratioMillionths < 875_000)
    ambient.milliCelsius = 49_500
    #expect(thermistor.ratioMillionths > 500_000)
    ambient.milliCelsius = 50_500
    #expect(thermistor.ratioMillionths < 500_000, "hot is 50 degrees")
    #expect(told == 4)
    ambient.milliCelsius = 1_000_000
    #expect(ambient.milliCelsius == 200_000)
  }
}

@Suite struct CradleTests {
  /// Without a detect line, the idle level of the serial line is all that tells firmware of the cable.
  @Test func aCableHoldsTheReceiverAtTheIdleLevel() {
    let rig = Rig(source: Cell.small())
    let receive = rig.line("RX")
    let cable = CradleCable(
      on: rig.emulation, detect: nil, receive: receive, hostToBand: SerialWire("in", on: rig.emulation),
      bandToHost: SerialWire("out", on: rig.emulation))
    #expect(!receive.level)
    cable.isAttached = true
    #expect(receive.level)
    cable.isAttached = false
    #expect(!receive.level)
  }

  @Test func aDividerShowsItsPartOfTheCell() {
    let rig = Rig(source: Cell.small())
    let divider = CellDivider(
      on: rig.net, of: rig.power, top: 10_000_000, bottom: 3_300_000,
      coefficients: .documented(top: 10_000_000, bottom: 3_300_000))
    #expect(divider.millivolts == Int(rig.power.microvolts) * 33 / 133 / 1_000)
    // 3.85 V through 13.3 MOhm.
    #expect(CellDivider.Coefficients.documented(top: 10_000_000, bottom: 3_300_000).current.typical == 0.2895)
  }

  @Test func cableAndVBUSAreSeparate() throws {
    let rig = Rig(source: Cell.small())
    let (detect, vbus) = (rig.line("DETECT"), rig.line("VBUS"))
    let cable = CradleCable(
      on: rig.emulation, detect: detect, hostToBand: SerialWire("in", on: rig.emulation),
      bandToHost: SerialWire("out", on: rig.emulation))
    let source = USBSource(
      on: rig.emulation, power: rig.power, vbus: vbus, source: SteadySource("port", limit: coefficient(500_000)))
    cable.isAttached = true
    #expect(detect.level && !vbus.level && !rig.power.isOnBus)
    source.isPluggedIn = true
    #expect(vbus.level && rig.power.isOnBus)
    let saved = try rig.snapshot()
    cable.isAttached = false
    source.isPluggedIn = false
    #expect(!detect.level && !vbus.level && !rig.power.isOnBus)
    var heard = 0
    detect.observe { _ in heard += 1 }
    try rig.restore(saved)
    #expect(cable.isAttached && source.isPluggedIn && detect.level && vbus.level && rig.power.isOnBus)
    #expect(heard == 0, "restoring has no side effects")
  }
}
