/// The interrupt lines of the DA1468x that the images use (line numbers of the vendor's public CMSIS header).
enum Interrupt: UInt32 {
  case uart2 = 9
  case wakeup = 17
  case timer1 = 19
  case vbus = 25
  case xtal16mReady = 30

  private static var setEnable: WideRegister { WideRegister(0xE000_E100) }
  private static var clearEnable: WideRegister { WideRegister(0xE000_E180) }
  private static var clearPending: WideRegister { WideRegister(0xE000_E280) }

  func enable() { Self.setEnable.value = 1 << rawValue }
  func disable() { Self.clearEnable.value = 1 << rawValue }
  func clearPending() { Self.clearPending.value = 1 << rawValue }
}

/// Runs `body` with interrupts held off.
@inline(__always) func uninterrupted<T>(_ body: () -> T) -> T {
  cpu_interrupts_off()
  let result = body()
  cpu_interrupts_on()
  return result
}
