/// The SPI bus of flash and accelerometer. Its input is the pad on which the cable is heard: it is used when it is not the
/// host's turn to speak (`Cable.isHostsTurn`), and what the cable says meanwhile is lost.
enum Bus {
  static var flashSelect: Pin { Pin(0, 3) }
  private static var dataIn: Pin { Pin(0, 5) }

  static func start() {
    flashSelect.output(high: true)
    Pin(0, 0).configure(.spiClock, .output)
    Pin(0, 6).configure(.spiOut, .output)
    listen()
  }

  /// The pad is the cable's.
  static func listen() { dataIn.configure(Cable.isOpen ? .uartReceive : .gpio, .down) }

  static func begin() {
    dataIn.configure(.spiIn, .down)
    SPI.start()
  }

  static func end() {
    SPI.stop()
    listen()
  }

  /// What the cable holds the pad at.
  static var isCableHigh: Bool { dataIn.isHigh }
}
