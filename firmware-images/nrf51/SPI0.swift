/// SPI0 as master at 8 MHz, mode 0, for a part that only listens.
enum SPI0 {
  private static var port: Peripheral { Peripheral(3) }
  private static let ready: UInt = 0x108

  static func start(clock: Pin, dataOut: Pin) {
    clock.output(high: false)
    dataOut.output(high: false)
    port.register(0x508).value = UInt32(clock.number)
    port.register(0x50C).value = UInt32(dataOut.number)
    port.register(0x510).value = .max
    port.register(0x524).value = 0x8000_0000
    port.register(0x554).value = 0
    port.register(0x500).value = 1
  }

  static func stop() { port.register(0x500).value = 0 }

  /// Sends bytes, two of them always on their way, and throws away what comes back.
  static func send(_ count: Int, _ byte: (Int) -> UInt8) {
    guard count > 0 else { return }
    port.clear(ready)
    transmit(byte(0))
    for index in 1...count {
      if index < count { transmit(byte(index)) }
      while !port.has(ready) {}
      port.clear(ready)
      _ = port.register(0x518).value
    }
  }

  private static func transmit(_ byte: UInt8) { port.register(0x51C).value = UInt32(byte) }
}
