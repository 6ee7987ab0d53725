/// The die's temperature sensor.
enum Temperature {
  private static var port: Peripheral { Peripheral(12) }
  private static let ready: UInt = 0x100

  /// Quarters of a degree Celsius. A measurement takes 36 us.
  static func quarters() -> Int32 {
    port.clear(ready)
    port.trigger(0x000)
    while !port.has(ready) {}
    port.trigger(0x004)
    return Int32(bitPattern: port.register(0x508).value)
  }
}
