/// The 16 MHz clock, from its RC oscillator at once or from the crystal, and the 32,768 Hz crystal. In sleep the 16 MHz clock
/// runs only while a peripheral asks for it.
enum Clocks {
  private static var clock: Peripheral { Peripheral(0) }

  /// Starts the 32,768 Hz crystal and sleeps the quarter of a second until it is there. Interrupts that become pending have to
  /// end WFE.
  static func startLowPowerCrystal() {
    clock.register(0x518).value = 1
    clock.enableInterrupts(Peripheral.bit(0x104))
    clock.trigger(0x008)
    clock.wait(for: 0x104, or: 0x104)
    clock.disableInterrupts(Peripheral.bit(0x104))
    Interrupt.powerClock.clearPending()
  }

  /// Starts the 32,768 Hz clock from its RC oscillator, which is there within a millisecond.
  static func startLowPowerRC() {
    clock.register(0x518).value = 0
    clock.trigger(0x008)
  }

  /// Lets the 16 MHz crystal start; the chip changes over when it has settled.
  static func startCrystal() { clock.trigger(0x000) }
  /// HFCLKSTAT: the source is the crystal, and it runs.
  static var isCrystalSettled: Bool { clock.register(0x40C).value & 0x1_0001 == 0x1_0001 }
  static var isRunningFromCrystal: Bool { isCrystalSettled }
  static func runFromCrystal() { while !isCrystalSettled {} }
  /// Back to the RC oscillator; the crystal stops.
  static func runFromRC() { clock.trigger(0x004) }
}
