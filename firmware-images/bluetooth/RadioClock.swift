/// The two clocks of the radio: RTC0 counts through every sleep and starts TIMER0, which measures an event of the radio in
/// microseconds, by the PPI's fixed channels.
///
/// Channels: nRF51 Series Reference Manual, PPI; as Bluetooth controllers for this chip use them.
enum RadioClock {
  private static var rtc: Peripheral { Peripheral(11) }
  private static var timer: Peripheral { Peripheral(8) }
  private static var clock: Peripheral { Peripheral(0) }
  private static func ppi(_ offset: UInt) -> WideRegister { WideRegister(0x4001_F000 + offset) }
  private static let mask: UInt32 = 0xFF_FFFF
  private static let compare: UInt = 0x140

  /// Ticks that the crystal gets to start before the radio needs it: 0.9 ms.
  private static let crystalTicks: UInt32 = 30
  /// Ticks that setting an event up takes.
  private static let setUpTicks: UInt32 = 10

  /// The crystal runs between events too: something else needs it.
  nonisolated(unsafe) static var keepsCrystal = false
  nonisolated(unsafe) private static var isCrystalOn = false
  nonisolated(unsafe) private static var total: UInt32 = 0
  /// Whether what was set up last begins.
  nonisolated(unsafe) private(set) static var isArmed = false
  /// When TIMER0 was started.
  nonisolated(unsafe) private static var origin: UInt32 = 0

  static func start() {
    rtc.register(0x508).value = 0
    rtc.register(0x344).value = 1 << 16
    rtc.enableInterrupts(1 << 17)
    rtc.trigger(0x000)
    timer.register(0x504).value = 0
    timer.register(0x508).value = 3
    timer.register(0x510).value = 4
    // Channel 0 ends a wait for a packet, and channel 1 lets a packet that has begun be received to its end.
    ppi(0x510).value = 0x4000_814C
    ppi(0x514).value = 0x4000_1010
    ppi(0x518).value = 0x4000_1104
    ppi(0x51C).value = 0x4001_F004
    ppi(0x800).value = 1
    ppi(0x504).value = 1 << 1 | 1 << 26 | 1 << 27
    WideRegister(0xE000_E100).value = 1 << 11
  }

  /// Ticks since the start. Called at least once in 512 s while anybody compares.
  static var now: UInt32 {
    total &+= (rtc.register(0x504).value &- total) & mask
    return total
  }

  /// The least ticks from now to the beginning of an event.
  static var lead: UInt32 { isCrystalOn ? setUpTicks : crystalTicks }

  /// Whether an event that begins so many ticks from now has to be set up now.
  static func isClose(_ ticks: Int32) -> Bool { ticks <= Int32(crystalTicks) + 6 }

  /// Interrupts in time for setting up an event that begins at `tick`; false where it is too late for that.
  static func wake(before tick: UInt32) -> Bool {
    let time = tick &- crystalTicks &- 4
    rtc.clear(compare + 4)
    rtc.register(0x544).value = time & mask
    return isAhead(time)
  }

  /// Whether RTC0 still comes to a tick that it has just been told to compare with: it misses the next one, and one that has
  /// passed comes after 512 s only.
  private static func isAhead(_ tick: UInt32) -> Bool { Int32(bitPattern: tick &- now) >= 2 }

  static func cancelWake() {
    // Half a turn away: it comes to nothing where nobody waits.
    rtc.register(0x544).value = (now &- 2) & mask
  }

  static func acknowledge() { rtc.clear(compare + 4) }

  // MARK: The crystal

  static func crystalOn() {
    guard !isCrystalOn else { return }
    isCrystalOn = true
    clock.trigger(0x000)
  }

  static func crystalOff() {
    guard isCrystalOn, !keepsCrystal else { return }
    isCrystalOn = false
    clock.trigger(0x004)
  }

  // MARK: An event

  /// Lets the radio start at `instant`, by its task to transmit or to receive, and TIMER0 run from up to two ticks before; where
  /// there is time for it, which `isArmed` says.
  static func arm(_ instant: Instant, transmits: Bool) {
    origin = instant.ticks &- 1
    timer.trigger(0x004)
    timer.trigger(0x00C)
    // A tick has 30.5 us.
    timer.register(0x540).value = instant.microseconds + 31
    rtc.clear(compare)
    ppi(0x504).value = 3 << 30 | (transmits ? 1 << 20 : 1 << 21)
    rtc.register(0x540).value = origin & mask
    isArmed = isAhead(origin)
  }

  /// What started the radio starts it no more.
  static func disarm() { ppi(0x508).value = 3 << 30 | 3 << 20 | 1 }

  /// TIMER0 stops, which lets the 16 MHz clock stop.
  static func end() {
    disarm()
    timer.trigger(0x004)
    timer.trigger(0x010)
  }

  /// Microseconds of TIMER0 now.
  static var elapsed: UInt32 {
    timer.trigger(0x040)
    return timer.register(0x540).value
  }
  /// When the last address was complete, and when the last packet ended.
  static var address: UInt32 { timer.register(0x544).value }
  static var packetEnd: UInt32 { timer.register(0x548).value }

  /// A time of TIMER0.
  static func instant(_ microseconds: UInt32) -> Instant {
    Instant(ticks: origin, rest: 0).advanced(microseconds: microseconds)
  }

  /// Microseconds of TIMER0 at a tick.
  static func microseconds(atTick tick: UInt32) -> UInt32 {
    let ticks = tick &- origin
    return ticks / 512 &* 15_625 &+ (ticks % 512) &* 15_625 / 512
  }

  /// Ends listening at a time of TIMER0, unless an address has come by then; at once where it has passed.
  static func listen(until microseconds: UInt32) {
    stopListening(at: microseconds)
    if Int32(bitPattern: microseconds &- elapsed) < 2 { WideRegister(0x4000_1010).value = 1 }
  }

  /// The same, before TIMER0 runs.
  static func stopListening(at microseconds: UInt32) {
    timer.clear(compare + 12)
    timer.register(0x54C).value = microseconds
    ppi(0x504).value = 1
  }
}
