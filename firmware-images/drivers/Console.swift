/// Text on the cradle's UART2, for images that have no link of their own. The 16 MHz crystal clocks it.
enum Console {
  /// Also brings the chip to where an image can work: buses undivided, peripherals powered.
  static func start() {
    Clocks.runUndivided()
    Clocks.powerPeripherals()
    Clocks.startCrystal()
    while !Clocks.isCrystalSettled {}
    Clocks.runFromCrystal()
    UART2.start()
  }

  /// Waits until everything has left the line.
  static func drain() { while !UART2.isDrained {} }

  static func print(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { UART2.send(text.utf8Start[index]) }
  }

  static func print(_ number: UInt32) {
    var divisor: UInt32 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      UART2.send(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  static func print(_ number: Int32) {
    if number < 0 { UART2.send(0x2D) }
    print(number.magnitude)
  }

  /// Eight digits behind `0x`.
  static func print(hexadecimal word: UInt32) {
    UART2.send(0x30)
    UART2.send(0x78)
    for place in 0..<8 as Range<UInt32> {
      let digit = UInt8(truncatingIfNeeded: word >> (28 - 4 * place) & 15)
      UART2.send(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
