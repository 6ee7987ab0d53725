/// The touch key: held down while the band resets and for a second after it, it asks for serial recovery.
enum Key {
  private static let holdMilliseconds = 1000
  private static var tickControl: WideRegister { WideRegister(0xE000_E010) }
  private static var tickReload: WideRegister { WideRegister(0xE000_E014) }
  private static var tickValue: WideRegister { WideRegister(0xE000_E018) }
  private static let wrapped: UInt32 = 1 << 16

  /// Whether it is; waits as long as it is touched. The peripheral domain, which the pads are read through, is as it was
  /// afterwards.
  static var isHeld: Bool {
    let power = Clocks.power.value
    Clocks.powerPeripherals()
    let key = Pin(1, 0)
    key.configure(.gpio, .none)
    let isHeld = key.isHigh && staysHigh(key)
    Clocks.power.value = power
    return isHeld
  }

  private static func staysHigh(_ key: Pin) -> Bool {
    tickReload.value = 16_000 - 1
    tickValue.value = 0
    tickControl.value = 5
    var milliseconds = 0
    while key.isHigh && milliseconds < holdMilliseconds {
      if tickControl.value & wrapped != 0 { milliseconds &+= 1 }
    }
    tickControl.value = 0
    return milliseconds >= holdMilliseconds
  }
}
