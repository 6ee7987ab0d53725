/// RTC1: a counter of 24 bits that goes on in every sleep with System ON. At 1,024 Hz it wraps after 4 h 33 min.
enum RTC1 {
  static let mask: UInt32 = 0xFF_FFFF
  private static var port: Peripheral { Peripheral(17) }
  private static let compare: UInt = 0x140

  /// Counts the 32,768 Hz clock by 32; comparisons 0 and 1 interrupt.
  static func start() {
    port.register(0x508).value = 31
    port.enableInterrupts(Peripheral.bit(compare) | Peripheral.bit(compare + 4))
    port.trigger(0x000)
    Interrupt.rtc1.enable()
  }

  static func stop() {
    Interrupt.rtc1.disable()
    port.trigger(0x004)
  }

  static var count: UInt32 { port.register(0x504).value }

  /// Sets comparison 0 or 1. Only a count two or more ahead is sure to be met.
  static func set(_ channel: UInt, to count: UInt32) { port.register(0x540 + 4 * channel).value = count & mask }

  static func acknowledge() {
    port.clear(compare)
    port.clear(compare + 4)
  }
}

@_cdecl("rtc1_interrupt") func rtc1Interrupt() { RTC1.acknowledge() }
