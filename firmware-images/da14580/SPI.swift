/// The SPI controller as master at 8 MHz, mode 0; whoever is spoken to is selected by the caller.
enum SPI {
  private static var control: Register { Register(0x5000_1200) }
  private static var data: Register { Register(0x5000_1202) }
  private static var clearInterrupt: Register { Register(0x5000_1206) }
  private static var control1: Register { Register(0x5000_1208) }

  private static let on: UInt16 = 1
  private static let halfClock: UInt16 = 2 << 3
  private static let received: UInt16 = 1 << 13

  /// Words of 8 bits, both FIFOs on.
  static func start() {
    Clocks.peripherals.set(Clocks.spiEnable)
    control1.value = 0
    control.value = on | halfClock
  }

  static func stop() {
    control.value = 0
    Clocks.peripherals.clear(Clocks.spiEnable)
  }

  /// Exchanges a byte.
  @discardableResult
  static func exchange(_ byte: UInt8) -> UInt8 {
    data.value = UInt16(byte)
    while !control.has(received) {}
    let answer = data.value
    clearInterrupt.value = 1
    return UInt8(truncatingIfNeeded: answer)
  }

  /// Receives `count` bytes, two of which are always on their way while `take` works.
  @inline(__always)
  static func receive(_ count: Int, _ take: (UInt8) -> Void) {
    guard count > 0 else { return }
    data.value = 0
    if count > 1 { data.value = 0 }
    var left = count
    while left > 0 {
      while !control.has(received) {}
      let byte = data.value
      if left > 2 { data.value = 0 }
      left -= 1
      take(UInt8(truncatingIfNeeded: byte))
    }
    clearInterrupt.value = 1
  }
}
