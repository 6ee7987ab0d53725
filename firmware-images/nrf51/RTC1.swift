/// RTC1: a counter of 24 bits that goes on in every sleep with System ON. At 1,024 Hz it wraps after 4 h 33 min.
enum RTC1 {
  private static let mask: UInt32 = 0xFF_FFFF
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

  /// Counts since `count`, across one wrap.
  static func since(_ count: UInt32) -> UInt32 { (self.count &- count) & mask }

  /// The count that lies `ticks` after `count`.
  static func after(_ count: UInt32, _ ticks: UInt32) -> UInt32 { (count &+ ticks) & mask }

  /// Sets comparison 0 or 1. Only a count two or more ahead is sure to be met.
  static func set(_ channel: UInt, to count: UInt32) { port.register(0x540 + 4 * channel).value = count & mask }

  static func acknowledge() {
    port.clear(compare)
    port.clear(compare + 4)
  }
}

@_cdecl("rtc1_interrupt") func rtc1Interrupt() { RTC1.acknowledge() }
