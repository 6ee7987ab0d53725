/// Sleeping, in the two depths that the band uses.
enum Sleep {
  private static var wakeControl: Register { Register(0x5000_0100) }
  private static var wakeCompare: Register { Register(0x5000_0102) }
  private static var wakeResetInterrupt: Register { Register(0x5000_0104) }
  private static var wakeResetCounter: Register { Register(0x5000_0108) }
  private static var vbusMask: Register { Register(0x5000_0030) }
  private static var vbusClear: Register { Register(0x5000_0032) }
  private static var systemControl: WideRegister { WideRegister(0xE000_ED10) }

  /// Levels of the wake-up pins that the controller was armed against.
  nonisolated(unsafe) private static var armed = Inputs()
  nonisolated(unsafe) private static var isArmed = false

  static func start() {
    Clocks.timers.set(1 << 13)
    wakeCompare.value = 1
    Register(0x5000_010C).value = 1 << 0 | 1 << 2  // touch, cable; the pulse sensor joins while it is on
    Register(0x5000_0110).value = 1 << 4  // accelerometer
    vbusMask.value = 3
    enableInterrupts()
  }

  private static func enableInterrupts() {
    Interrupt.timer1.enable()
    Interrupt.wakeup.enable()
    Interrupt.vbus.enable()
  }

  /// Selects or leaves out the pulse sensor's pin.
  static func listenToPulse(_ isOn: Bool) {
    Register(0x5000_010C).value = 1 << 0 | 1 << 2 | (isOn ? 1 << 6 : 0)
    isArmed = false
  }

  /// Arms every pin against its present level, so that any change counts.
  private static func arm(_ inputs: Inputs) {
    guard !isArmed || inputs != armed else { return }
    armed = inputs
    isArmed = true
    wakeControl.value = 0
    Register(0x5000_0116).value = (inputs.isTouched ? 1 : 0) | (inputs.isCabled ? 4 : 0) | (inputs.isPulseIdle ? 64 : 0)
    Register(0x5000_011A).value = inputs.isAccelerometerReady ? 16 : 0
    wakeResetCounter.value = 1
    wakeResetInterrupt.value = 1
    Interrupt.wakeup.clearPending()
    wakeControl.value = 1 << 7
  }

  static func disarm() { isArmed = false }

  /// Sleeps until `deadline` or until an input differs from `inputs`, which have been dealt with.
  static func sleep(until deadline: Deadline, inputs: Inputs, isDeep: Bool, hasWork: () -> Bool) {
    arm(inputs)
    cpu_interrupts_off()
    if Timebase.setAlarm(deadline), Inputs.read() == inputs, !hasWork() {
      if isDeep { deep() } else { cpu_wait_for_interrupt() }
    }
    cpu_interrupts_on()
  }

  /// Extended sleep: all domains off but the always-on one, pads latched, the RAM that the image lies in retained.
  private static func deep() {
    band_activity = 0
    Clocks.system.clear(1 << 5)
    Clocks.power.value = 0x0300 | 0x000F  // retain macros 0 and 1; every domain may go
    while !Clocks.status.has(1 << 2) || !Clocks.status.has(1) {}
    systemControl.value = 4
    sleep_without_flash()
    systemControl.value = 0
    wake()
  }

  private static func wake() {
    Clocks.runUndivided()
    Clocks.powerPeripherals()
    Board.configurePads()
    Watchdog.start()
    enableInterrupts()
  }

  /// Off, but for touch key, cable and VBUS: the next change from `inputs`, which led here, resets the chip. Nothing is
  /// retained.
  ///
  /// What changes on the way here has its interrupt taken before there is anything to wake from, or is counted by the
  /// controller while it is being armed. So the inputs are looked at again with interrupts off; what comes after that
  /// leaves its interrupt pending, which WFI does not sleep on. Either is the end of the hibernation, as it would be a
  /// moment later.
  ///
  /// `isShipped`: touch key and cable do not count, so the charger alone ends it.
  static func hibernate(inputs: Inputs, isShipped: Bool = false) -> Never {
    cpu_interrupts_off()
    band_activity = 6
    Register(0x5000_010C).value = isShipped ? 0 : 1 << 0 | 1 << 2
    Register(0x5000_0110).value = 0
    isArmed = false
    arm(inputs)
    Clocks.lowPower.set(1 << 7)
    Clocks.control.replace(Clocks.lowPowerSourceMask, by: 0)
    Clocks.lowPower.clear(1)
    Clocks.system.clear(1 << 5)
    Clocks.power.value = 1 << 5 | 0x000F  // RESET_ON_WAKEUP
    Timebase.stop()
    let now = Inputs.read()
    let isAsBefore = now.isTouched == inputs.isTouched && now.isCabled == inputs.isCabled
    if isShipped || isAsBefore, now.isPlugged == inputs.isPlugged {
      Supply.stopCounting()
      systemControl.value = 4
      sleep_without_flash()
    }
    Reboot.now()
  }

  static func acknowledgeWakeup() {
    wakeResetInterrupt.value = 1
    wakeResetCounter.value = 1
    isArmed = false
  }
  static func acknowledgeVBUS() { vbusClear.value = 1 }
}

/// The levels that the main loop acts upon.
struct Inputs: Equatable {
  var isTouched = false
  var isCabled = false
  var isPlugged = false
  var isAccelerometerReady = false
  /// High while the pulse sensor has nothing new.
  var isPulseIdle = true

  static func read() -> Inputs {
    let port1 = Register(0x5000_3002).value
    var inputs = Inputs()
    inputs.isTouched = port1 & 1 != 0
    inputs.isCabled = port1 & 4 != 0
    inputs.isPulseIdle = port1 & 64 != 0 || !Board.isPulseOn
    inputs.isAccelerometerReady = Board.accelerometerReady.isHigh
    inputs.isPlugged = Supply.isPlugged
    return inputs
  }
}

@_cdecl("wakeup_interrupt") func wakeupInterrupt() { Sleep.acknowledgeWakeup() }
@_cdecl("vbus_interrupt") func vbusInterrupt() { Sleep.acknowledgeVBUS() }
