/// The interrupt lines of the DA14580 that the images use (line numbers of the vendor's public header).
enum Interrupt: UInt32 {
  case sleepTimer = 0
  case uart = 2
  case wakeup = 16

  private static var setEnable: WideRegister { WideRegister(0xE000_E100) }
  private static var clearEnable: WideRegister { WideRegister(0xE000_E180) }
  private static var clearPendingRegister: WideRegister { WideRegister(0xE000_E280) }

  func enable() { Self.setEnable.value = 1 << rawValue }
  func disable() { Self.clearEnable.value = 1 << rawValue }
  func clearPending() { Self.clearPendingRegister.value = 1 << rawValue }
}
