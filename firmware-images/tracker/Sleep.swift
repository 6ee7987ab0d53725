/// Sleeping: System ON with nothing but the RTC, from which any pad that is listened to wakes by its level, and System OFF.
enum Sleep {
  private static var port: Peripheral { Peripheral(6) }
  private static let anyPad: UInt = 0x17C

  /// What the pads are armed against, and whether they are.
  nonisolated(unsafe) private static var armed = Inputs()
  nonisolated(unsafe) private static var isArmed = false

  static func start() {
    arm(Inputs())
    port.clear(anyPad)
    port.enableInterrupts(1 << 31)
    Interrupt.gpiote.enable()
  }

  /// The sensor has no line: `sleep` asks it.
  static func listenToPulse(_ isOn: Bool) {}

  /// Lets every pad raise DETECT by the other level than it has. A level that is there already raises it at once.
  private static func arm(_ inputs: Inputs) {
    guard !isArmed || inputs != armed else { return }
    armed = inputs
    isArmed = true
    Board.touch.input(.none, sense: inputs.isKeyTouched ? .low : .high)
    Board.button.input(.up, sense: inputs.isButtonPressed ? .high : .low)
    Board.receive.input(.down, sense: inputs.isCabled ? .low : .high)
    Board.accelerometerReady.input(.none, sense: .high)
    Board.chargerPresent.input(.none, sense: inputs.isPlugged ? .low : .high)
  }

  /// The pads were set up anew.
  static func disarm() { isArmed = false }

  /// Sleeps until `deadline` or until an input differs from `inputs`, which have been dealt with. The pulse sensor's samples are
  /// taken meanwhile.
  static func sleep(until deadline: Deadline, inputs: Inputs, isDeep: Bool, hasWork: () -> Bool) {
    while true {
      arm(inputs)
      band_activity = isDeep ? 0 : band_activity
      let next = Deadline.sooner(deadline, PulseSensor.next)
      cpu_interrupts_off()
      if Timebase.setAlarm(next), Inputs.read() == inputs, !hasWork() { cpu_wait_for_interrupt() }
      cpu_interrupts_on()
      Timebase.update()
      guard PulseSensor.next.isDue else { return }
      PulseSensor.sample()
      if PulseSensor.hasResult || deadline.isDue { return }
      Watchdog.feed()
    }
  }

  /// System OFF: the next touch, press, cable or charger resets the chip. Nothing is retained. What has come meanwhile raises
  /// DETECT at once. `isShipped`: nothing listens to key, button and cable.
  static func hibernate(inputs: Inputs, isShipped: Bool = false) -> Never {
    cpu_interrupts_off()
    band_activity = 6
    isArmed = false
    arm(inputs)
    Board.accelerometerReady.disconnect()
    if isShipped {
      Board.touch.disconnect()
      Board.button.disconnect()
      Board.receive.disconnect()
    }
    WideRegister(0x4000_0500).value = 1
    while true { cpu_wait_for_interrupt() }
  }

  fileprivate static func acknowledge() { port.clear(anyPad) }
}

/// The levels that the main loop acts upon.
struct Inputs: Equatable {
  var isKeyTouched = false
  var isButtonPressed = false
  var isCabled = false
  var isPlugged = false
  var isAccelerometerReady = false
  /// False when the pulse sensor's second has passed.
  var isPulseIdle = true

  /// The button does what the key does.
  var isTouched: Bool { isKeyTouched || isButtonPressed }

  static func read() -> Inputs {
    var inputs = Inputs()
    inputs.isKeyTouched = Board.touch.isHigh
    inputs.isButtonPressed = !Board.button.isHigh
    inputs.isCabled = isLineIdle()
    inputs.isPlugged = Supply.isPlugged
    inputs.isAccelerometerReady = Board.accelerometerReady.isHigh
    inputs.isPulseIdle = !PulseSensor.hasResult
    return inputs
  }

  /// An attached cable holds the line high, but for the bits of characters; an open pad is pulled low. A character, which is
  /// low for nine bits of ten at most, is over in 80 us.
  private static func isLineIdle() -> Bool {
    if Board.receive.isHigh { return true }
    guard Cable.isOpen else { return false }
    for _ in 0..<200 where Board.receive.isHigh { return true }
    return false
  }
}

@_cdecl("gpiote_interrupt") func gpioteInterrupt() { Sleep.acknowledge() }
