/// Sleeping: extended sleep with all RAM, from which the sleep timer and the wake-up controller wake, and deep sleep that ends in
/// a reset.
enum Sleep {
  private static var wakeControl: Register { Register(0x5000_0100) }
  private static var wakeCompare: Register { Register(0x5000_0102) }
  private static var wakeResetInterrupt: Register { Register(0x5000_0104) }
  private static var wakeResetCounter: Register { Register(0x5000_0108) }
  private static func select(port: UInt) -> Register { Register(0x5000_010A + port * 2) }
  /// A pad's bit says that low is its active level.
  private static func polarity(port: UInt) -> Register { Register(0x5000_0112 + port * 2) }
  private static var systemControl: WideRegister { WideRegister(0xE000_ED10) }

  /// Levels of the pads that the controller was armed against.
  nonisolated(unsafe) private static var armed = Inputs()
  nonisolated(unsafe) private static var isArmed = false

  static func start() {
    Clocks.peripherals.set(Clocks.wakeupEnable)
    wakeCompare.value = 1
    Interrupt.wakeup.enable()
    Interrupt.sleepTimer.enable()
  }

  /// There is no sensor.
  static func listenToPulse(_ isOn: Bool) {}

  /// Arms every pad against its present level, so that any change counts. The cable is left out while it is open: its bits
  /// come by interrupt.
  private static func arm(_ inputs: Inputs, hasAccelerometer: Bool = true) {
    guard !isArmed || inputs != armed else { return }
    armed = inputs
    isArmed = true
    wakeControl.value = 0
    select(port: 0).value = 1 << 1 | (Cable.isOpen ? 0 : 1 << 5)
    select(port: 1).value = hasAccelerometer ? 1 << 2 : 0
    select(port: 2).value = 1 << 9
    polarity(port: 0).value = (inputs.isPlugged ? 1 << 1 : 0) | (inputs.isCabled ? 1 << 5 : 0)
    polarity(port: 1).value = inputs.isAccelerometerReady ? 1 << 2 : 0
    polarity(port: 2).value = inputs.isTouched ? 1 << 9 : 0
    wakeResetCounter.value = 1
    wakeResetInterrupt.value = 1
    Interrupt.wakeup.clearPending()
    wakeControl.value = 1 << 7
  }

  /// Sleeps until `deadline` or until an input differs from `inputs`, which have been dealt with.
  static func sleep(until deadline: Deadline, inputs: Inputs, isDeep: Bool, hasWork: () -> Bool) {
    arm(inputs)
    if isDeep { NORFlash.rest() }
    cpu_interrupts_off()
    if Timebase.setAlarm(deadline), Inputs.read() == inputs, !hasWork() {
      if isDeep { deep() } else { cpu_wait_for_interrupt() }
    }
    Timebase.woke()
    cpu_interrupts_on()
  }

  /// Extended sleep: the system domain off, pads latched, all RAM retained. Execution goes on behind WFI.
  private static func deep() {
    band_activity = 0
    Clocks.system.replace(Clocks.padsFollow, by: Clocks.retainSysRAM)
    Clocks.power.value = 0x0F06
    systemControl.value = 4
    cpu_wait_for_interrupt()
    systemControl.value = 0
    Clocks.powerPeripherals()
    Board.configurePads()
    Watchdog.start()
  }

  /// Off but for the pads: the next change of key, cable or VBUS from `inputs`, which led here, resets the chip through its boot
  /// ROM. No RAM is retained. `isShipped`: key and cable do not count.
  static func hibernate(inputs: Inputs, isShipped: Bool = false) -> Never {
    cpu_interrupts_off()
    NORFlash.rest()
    band_activity = 6
    isArmed = false
    arm(inputs, hasAccelerometer: false)
    if isShipped {
      select(port: 0).value = 1 << 1
      select(port: 2).value = 0
      Interrupt.wakeup.clearPending()
    }
    Timebase.stop()
    Clocks.system.clear(Clocks.padsFollow | Clocks.retainSysRAM | Clocks.remapMask)
    Clocks.power.value = 0x0007  // RESET_ON_WAKEUP
    let now = Inputs.read()
    let isAsBefore = now.isTouched == inputs.isTouched && now.isCabled == inputs.isCabled
    if isShipped || isAsBefore, now.isPlugged == inputs.isPlugged {
      systemControl.value = 4
      cpu_wait_for_interrupt()
    }
    Reboot.now()
  }

  static func acknowledgeWakeup() {
    wakeResetInterrupt.value = 1
    wakeResetCounter.value = 1
    isArmed = false
  }
}

/// The levels that the main loop acts upon.
struct Inputs: Equatable {
  var isTouched = false
  var isCabled = false
  var isPlugged = false
  var isAccelerometerReady = false
  /// There is no pulse sensor.
  var isPulseIdle = true

  static func read() -> Inputs {
    var inputs = Inputs()
    inputs.isTouched = Board.key.isHigh
    inputs.isCabled = isLineIdle()
    inputs.isPlugged = Supply.isPlugged
    inputs.isAccelerometerReady = Board.accelerometerReady.isHigh
    return inputs
  }

  /// An attached cable holds the line high, but for the bits of characters; an open pad is pulled low. A character, which is
  /// low for nine bits of ten at most, is over in 90 us.
  private static func isLineIdle() -> Bool {
    if Bus.isCableHigh { return true }
    guard Cable.isOpen else { return false }
    for _ in 0..<200 where Bus.isCableHigh { return true }
    return false
  }
}

@_cdecl("wakeup_interrupt") func wakeupInterrupt() { Sleep.acknowledgeWakeup() }
