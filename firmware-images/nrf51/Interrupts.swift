/// The interrupt lines that the images use: the numbers of their peripherals.
enum Interrupt: UInt32 {
  case powerClock = 0
  case uart0 = 2
  case spi1TWI1 = 4
  case gpiote = 6
  case adc = 7
  case watchdog = 16
  case rtc1 = 17

  private static var setEnable: WideRegister { WideRegister(0xE000_E100) }
  private static var clearEnable: WideRegister { WideRegister(0xE000_E180) }
  private static var clearPending: WideRegister { WideRegister(0xE000_E280) }

  func enable() { Self.setEnable.value = 1 << rawValue }
  func disable() { Self.clearEnable.value = 1 << rawValue }
  func clearPending() { Self.clearPending.value = 1 << rawValue }

  /// Lets an interrupt that becomes pending end WFE, whether it is enabled or not.
  static func wakeOnPending() { WideRegister(0xE000_ED10).value = 1 << 4 }
}
