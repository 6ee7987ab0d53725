/// The SPI bus, at the boot ROM's pads.
enum Bus {
  static var flashSelect: Pin { Pin(0, 3) }

  static func start() {
    flashSelect.output(high: true)
    Pin(1, 0).output(high: true)  // the accelerometer's select
    Pin(0, 0).configure(.spiClock, .output)
    Pin(0, 6).configure(.spiOut, .output)
    Pin(0, 5).configure(.spiIn, .down)
    SPI.start()
  }

  /// Nobody else is on it.
  static func begin() {}
  static func end() {}
}
