import Machine
import Testing

@testable import Parts

extension LED.Coefficients {
  /// 2 V and 900 + 100 ohms: at 3.7 V it draws 1.7 mA.
  static let round = LED.Coefficients(
    forwardVoltage: coefficient(2_000, .millivolts), resistor: coefficient(900, .ohms), driver: coefficient(100, .ohms))
}

extension Rig {
  /// A bench whose pads have 3.7 V at any load.
  static func pads() -> (rig: Rig, net: PowerNet) {
    let rig = Rig(source: BenchSupply(millivolts: 4_000))
    let conversion = Conversion.lowDropout(outputMillivolts: 3_700, dropoutMillivolts: 100)
    return (rig, rig.power.net("pads", fedBy: .rail(rig.net), through: conversion))
  }
}

@Suite struct LEDTests {
  @Test func currentIsThatOfVoltageAndResistors() {
    let (rig, net) = Rig.pads()
    let pad = rig.line("PAD")
    let driver = pad.driver("chip")
    let led = LED(on: rig.emulation, net: net, input: pad, color: .green, coefficients: .round)
    #expect(!led.isOn && rig.power.loadCurrent == 0)
    driver.value = true
    #expect(led.isOn && rig.power.loadCurrent == 1_700_000_000)
    rig.run(for: .milliseconds(5))
    driver.value = false
    rig.run(for: .milliseconds(5))
    #expect(rig.charge("LED", "on") == 1_700_000_000 * Int128(Tick.milliseconds(5)))
    #expect(led.duty == 0.25, "5 of the last 20 ms")
    #expect(led.isSeen && led.seenColor == LightColor(red: 0, green: 128, blue: 0), "the root of a quarter")
    rig.run(for: .milliseconds(15))
    #expect(led.duty == 0)
    #expect(!led.isSeen && led.seenColor == .black)
  }

  @Test func anActiveLowOneIsOnWhileItsPadIsLow() {
    let (rig, net) = Rig.pads()
    let pad = rig.line("PAD", pull: true)
    let driver = pad.driver("chip")
    let led = LED(
      "status", on: rig.emulation, net: net, input: pad, color: .red, isActiveHigh: false, coefficients: .round)
    #expect(!led.isOn)
    var seen: [Bool] = []
    let watching = led.watch { seen.append($0) }
    driver.value = false
    #expect(led.isOn && led.name == "status")
    driver.value = true
    watching.end()
    driver.value = false
    #expect(seen == [true, false])
  }

  /// The level stays; who holds it does not.
  @Test func anActiveLowOneIsOnOnceItsFloatingPadIsDrivenLow() {
    let (rig, net) = Rig.pads()
    let pad = rig.line("PAD", pull: false)
    let driver = pad.driver("chip")
    let led = LED(
      "status", on: rig.emulation, net: net, input: pad, color: .red, isActiveHigh: false, coefficients: .round)
    #expect(!led.isOn && !pad.level)
    driver.value = false
    #expect(led.isOn && rig.power.loadCurrent == 1_700_000_000)
    driver.value = nil
    #expect(!led.isOn && rig.power.loadCurrent == 0)
  }

  @Test func anLEDThatNeedsMoreVoltageThanThereIsStaysDarkAndDrawsNothing() {
    let coefficients = LED.Coefficients.documented(.blue, ohms: 100, name: "LED2")
    #expect(coefficients.current(millivolts: 2_500) == .zero)
    let current = coefficients.current(millivolts: 3_300)
    #expect(current.typical == 2_500_000_000, "0.35 V over 140 Ohm")
    #expect(current.low == 0 && current.high > current.typical)
    #expect(coefficients.all.map(\.name) == ["LED2.forward voltage", "LED2.resistor", "LED2.driver"])
  }

  @Test func dutyFollowsPulseWidthModulation() {
    let (rig, net) = Rig.pads()
    let pad = rig.line("PAD")
    let driver = pad.driver("chip")
    let led = LED(on: rig.emulation, net: net, input: pad, color: .white, coefficients: .round)
    func blink(on: Tick, off: Tick, times: Int) {
      for _ in 0..<times {
        driver.value = true
        rig.run(for: on)
        driver.value = false
        rig.run(for: off)
      }
    }
    blink(on: .microseconds(250), off: .microseconds(750), times: 100)
    #expect(led.duty == 0.25)
    // 100 kHz: more changes in 20 ms than are kept.
    blink(on: .microseconds(4), off: .microseconds(6), times: 10_000)
    #expect(abs(led.duty - 0.4) < 0.01)
    rig.run(for: .milliseconds(10))
    #expect(led.duty < 0.4, "it has been dark for half of them")
    rig.run(for: .milliseconds(10))
    #expect(led.duty == 0)
  }

  @Test func theEnergyOfPulsesIsExact() {
    let (rig, net) = Rig.pads()
    let pad = rig.line("PAD")
    let driver = pad.driver("chip")
    let led = LED(on: rig.emulation, net: net, input: pad, color: .white, coefficients: .round)
    for _ in 0..<1_000 {
      driver.value = true
      rig.run(for: 1_537)
      driver.value = false
      rig.run(for: 999)
    }
    #expect(rig.charge("LED", "on") == 1_700_000_000 * Int128(1_537_000))
    #expect(!led.isOn)
  }

  @Test func anRGBLEDSaysWhatItLooksLike() {
    let (rig, net) = Rig.pads()
    let pads = ["R", "G", "B"].map { rig.line($0) }
    let drivers = pads.map { $0.driver("chip") }
    let led = RGBLED(
      "LED1", on: rig.emulation, net: net, red: pads[0], green: pads[1], blue: pads[2],
      coefficients: RGBLED.Coefficients(red: .round, green: .round, blue: .round))
    #expect(led.colorName == "off" && !led.isOn)
    #expect(led.seenColor == .black)
    for (levels, name) in [
      ([true, false, false], "red"), ([true, true, false], "yellow"), ([false, true, true], "cyan"),
      ([true, true, true], "white"), ([false, false, true], "blue"), ([true, false, true], "magenta"),
      ([false, true, false], "green"), ([false, false, false], "off"),
    ] {
      for (driver, level) in zip(drivers, levels) { driver.value = level }
      rig.run(for: .milliseconds(20))
      #expect(led.colorName == name)
      let parts = levels.map { $0 ? 255 : 0 as UInt8 }
      #expect(led.seenColor == LightColor(red: parts[0], green: parts[1], blue: parts[2]))
      #expect(rig.power.loadCurrent == 1_700_000_000 * Int64(levels.count { $0 }))
    }
    #expect(rig.power.ledger.map(\.component).contains("LED1.green"))
    let documented = RGBLED.Coefficients.documented(ohms: 330)
    let name = documented.green.resistor.name
    #expect(name == "RGB LED.green.resistor")
    let changed = documented.overriding([name: coefficient(470, .ohms)])
    #expect(changed.green.resistor.typical == 470 && changed.red.resistor.typical == 330)
  }

  @Test func snapshotKeepsTheBrightness() throws {
    func make() -> (Rig, LineDriver, LED) {
      let (rig, net) = Rig.pads()
      let pad = rig.line("PAD")
      let driver = pad.driver("chip")
      return (
        rig, driver, LED(on: rig.emulation, net: net, input: pad, color: .red, coefficients: .round)
      )
    }
    let (first, driver, led) = make()
    driver.value = true
    first.run(for: .milliseconds(10))
    let (second, _, other) = make()
    try second.restore(first.snapshot())
    #expect(other.isOn && other.duty == led.duty && second.power.loadCurrent == 1_700_000_000)
    first.run(for: .milliseconds(3))
    second.run(for: .milliseconds(3))
    #expect(try first.snapshot() == second.snapshot())
  }
}
