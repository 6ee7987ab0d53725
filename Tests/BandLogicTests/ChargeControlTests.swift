import Testing

@testable import BandLogic

@Suite struct ChargeControlTests {
  private func inputs(
    _ millivolts: UInt32, plugged: Bool = true, constantVoltage: Bool = false, end: Bool = false, good: Bool = true,
    celsius: Int32 = 25
  ) -> ChargeInputs {
    ChargeInputs(
      isPlugged: plugged, millivolts: millivolts, isConstantVoltage: constantVoltage, isEnd: end,
      isTemperatureGood: good, celsius: celsius)
  }

  private func control(in state: ChargeState) -> ChargeControl {
    var control = ChargeControl()
    for _ in 0..<8 { _ = control.step(inputs(state == .preCharge ? 2900 : 3700)) }
    if state == .constantVoltage || state == .full { _ = control.step(inputs(4200, constantVoltage: true)) }
    if state == .full { for _ in 0..<50 { _ = control.step(inputs(4200, constantVoltage: true, end: true)) } }
    #expect(control.state == state)
    return control
  }

  @Test("contacts settle for 0.6 s before anything flows")
  func contact() {
    var control = ChargeControl()
    let changed = control.step(inputs(3700))
    #expect(changed)
    for _ in 0..<5 {
      _ = control.step(inputs(3700))
      #expect(control.state == .contact)
      #expect(control.current == 0)
    }
    _ = control.step(inputs(3700))
    #expect(control.state == .constantCurrent)
    #expect(control.current == 30)
  }

  @Test("an empty cell is brought back gently up to 3.006 V, for 15 minutes at most")
  func preCharge() {
    var charging = control(in: .preCharge)
    #expect(charging.current == 5)
    _ = charging.step(inputs(3005))
    #expect(charging.state == .preCharge)
    _ = charging.step(inputs(3006))
    #expect(charging.state == .constantCurrent)

    var stuck = control(in: .preCharge)
    let before = Int(stuck.elapsed)
    for _ in 0..<(9000 - before - 1) { _ = stuck.step(inputs(2950)) }
    #expect(stuck.state == .preCharge)
    _ = stuck.step(inputs(2950))
    #expect(stuck.state == .fault)
  }

  @Test("constant current lasts 180 minutes at 30 mA at most, constant voltage 360")
  func timeOuts() {
    var current = control(in: .constantCurrent)
    for _ in 0..<(108_000 - Int(current.elapsed)) { _ = current.step(inputs(3900)) }
    #expect(current.state == .fault)
    // At a sixth of the current, six times as long.
    var cold = control(in: .constantCurrent)
    for _ in 0..<108_000 { _ = cold.step(inputs(3900, celsius: 5)) }
    #expect(cold.state == .constantCurrent)
    for _ in 0..<5 * 108_000 { _ = cold.step(inputs(3900, celsius: 5)) }
    #expect(cold.state == .fault)
    var voltage = control(in: .constantVoltage)
    for _ in 0..<215_999 { _ = voltage.step(inputs(4200, constantVoltage: true)) }
    #expect(voltage.state == .constantVoltage)
    _ = voltage.step(inputs(4200, constantVoltage: true))
    #expect(voltage.state == .fault)
  }

  @Test("the end counts after 50 checks in a row, and charging begins again below 4.0 V")
  func endAndRecharge() {
    var control = control(in: .constantVoltage)
    for _ in 0..<49 { _ = control.step(inputs(4200, constantVoltage: true, end: true)) }
    _ = control.step(inputs(4200, constantVoltage: true))
    for _ in 0..<49 { _ = control.step(inputs(4200, constantVoltage: true, end: true)) }
    #expect(control.state == .constantVoltage)
    _ = control.step(inputs(4200, constantVoltage: true, end: true))
    #expect(control.state == .full)
    _ = control.step(inputs(4000))
    #expect(control.state == .full)
    _ = control.step(inputs(3999))
    #expect(control.state == .constantCurrent)
  }

  @Test("too hot or too cold for three checks pauses; the phase goes on afterwards")
  func temperature() {
    var control = control(in: .constantVoltage)
    for _ in 0..<2 { _ = control.step(inputs(4150, good: false)) }
    #expect(control.state == .constantVoltage)
    _ = control.step(inputs(4150, good: false))
    #expect(control.state == .temperature)
    #expect(control.current == 0)
    _ = control.step(inputs(4150))
    #expect(control.state == .constantCurrent)
  }

  @Test("the current is what a small cell bears at its temperature, and goes up again 2 degrees above each step")
  func currentByTemperature() {
    var control = control(in: .constantCurrent)
    for (celsius, milliamperes) in [
      (16, 30), (15, 30), (14, 10), (16, 10), (17, 30), (9, 5), (11, 5), (12, 10), (0, 5), (45, 5), (43, 30), (45, 30),
    ] as [(Int32, UInt32)] {
      let before = control.current
      let changed = control.step(inputs(3800, celsius: celsius))
      #expect(control.current == milliamperes, "\(celsius)")
      #expect(changed == (before != milliamperes))
    }
    for celsius: Int32 in [-1, 46] {
      for _ in 0..<3 { _ = control.step(inputs(3800, celsius: celsius)) }
      #expect(control.state == .temperature && control.current == 0)
      _ = control.step(inputs(3800, celsius: celsius < 0 ? 1 : 45))
      #expect(control.state == .temperature)
      _ = control.step(inputs(3800, celsius: celsius < 0 ? 2 : 43))
      #expect(control.state == .constantCurrent)
    }
  }

  @Test("more than 4.3 V five times is a fault until the plug is pulled")
  func overVoltage() {
    var control = control(in: .constantCurrent)
    for _ in 0..<4 { _ = control.step(inputs(4301)) }
    #expect(control.state == .constantCurrent)
    _ = control.step(inputs(4301))
    #expect(control.state == .fault)
    for _ in 0..<100 { _ = control.step(inputs(3700)) }
    #expect(control.state == .fault)
    _ = control.step(inputs(3700, plugged: false))
    #expect(control.state == ChargeState.none)
  }

  @Test("a source that gives next to nothing makes no cell full")
  func weakSource() {
    var control = control(in: .constantVoltage)
    for _ in 0..<500 { _ = control.step(inputs(3900, end: true)) }
    #expect(control.state == .constantVoltage)
    for _ in 0..<50 { _ = control.step(inputs(4180, constantVoltage: true, end: true)) }
    #expect(control.state == .full)
  }
}
