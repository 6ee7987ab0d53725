/// The watchdog: 2.6 s of the 32,768 Hz clock, which stands still while the CPU sleeps. It bites with an interrupt, the image's
/// `wdt_interrupt`, and resets the chip two clocks later. It cannot be stopped.
enum Watchdog {
  private static var port: Peripheral { Peripheral(16) }

  static func start() {
    port.register(0x50C).value = 0
    port.register(0x504).value = 2_600 * 32_768 / 1_000 - 1
    port.register(0x508).value = 1
    port.enableInterrupts(1)
    Interrupt.watchdog.enable()
    port.trigger(0x000)
  }

  static func feed() { port.register(0x600).value = 0x6E52_4635 }
}
