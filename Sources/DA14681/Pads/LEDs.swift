import Machine

/// The three LED pads, which have drivers of their own: a line each, high while the LED is lit.
///
/// Sources: the public register list (GPREG.LED_CONTROL); public LED driver (LED1, 2 and 3 follow PWM2, PWM3 and PWM4, or
/// the breath controller). Chosen: an LED that is enabled is lit while its source is high.
final class LEDs: Snapshotting {
  /// What decides the lines.
  struct State: Codable {
    var control: UInt32 = 0
    var levels: [Int: Bool] = [:]
  }

  /// Told of every change of LED_CONTROL.
  var onControl: (() -> Void)?
  /// LED1, LED2 and LED3.
  let lines: [Line]
  private let drivers: [LineDriver]
  private var state = State()
  private static let pulseWidth: [PinFunction] = [.pwm2, .pwm3, .pwm4]

  init(_ emulation: Emulation) {
    lines = (1...3).map { emulation.line("LED\($0)") }
    drivers = lines.map { $0.driver("LEDs") }
    emulation.register("LEDs", self)
  }

  private func isEnabled(_ led: Int) -> Bool { state.control >> UInt32(3 + led) & 1 != 0 }

  private func source(of led: Int) -> PinFunction {
    state.control >> UInt32(led) & 1 != 0 ? .breath : Self.pulseWidth[led]
  }

  /// Whether an LED follows the output.
  func isUsing(_ function: PinFunction) -> Bool {
    state.control != 0 && (0..<3).contains { isEnabled($0) && source(of: $0) == function }
  }

  /// LED_CONTROL was written.
  func setControl(_ control: UInt32) {
    guard control != state.control else { return }
    state.control = control
    apply()
    onControl?()
  }

  /// An output changed.
  func drive(_ function: PinFunction, _ level: Bool) {
    state.levels[Int(function.rawValue)] = level
    if isUsing(function) { apply() }
  }

  private func apply() {
    for led in 0..<3 {
      drivers[led].value = isEnabled(led) && state.levels[Int(source(of: led).rawValue)] ?? false
    }
  }

  func saveState() -> State { state }

  /// Takes over the settings; the lines restore their drivers by themselves.
  func restoreState(_ saved: State) { state = saved }
}
