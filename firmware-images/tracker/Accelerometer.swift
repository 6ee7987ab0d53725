/// The KX022: 25 samples a second of ±4 g into its buffer while something moves, an interrupt at the watermark. After ten
/// seconds of rest it samples three times a second, and says nothing until its wake-up engine sees a change.
enum Accelerometer {
  private static let address: UInt32 = 0x1F
  /// Samples that the buffer holds, less one.
  private static let most: UInt16 = 40
  /// An axis that stays within so many mg rests, and samples of rest until nothing more is expected.
  private static let restRange: Int32 = 45
  private static let restSamples = 250

  private enum Address {
    static let identity: UInt8 = 0x0F
    static let release: UInt8 = 0x17
    static let control1: UInt8 = 0x18
    static let control3: UInt8 = 0x1A
    static let rate: UInt8 = 0x1B
    static let interrupt1: UInt8 = 0x1C
    static let route1: UInt8 = 0x1F
    static let wakeUpCounter: UInt8 = 0x23
    static let wakeUpThreshold: UInt8 = 0x30
    static let watermark: UInt8 = 0x3A
    static let bufferControl: UInt8 = 0x3B
    static let level: UInt8 = 0x3C
    static let clear: UInt8 = 0x3E
    static let buffer: UInt8 = 0x3F
  }

  nonisolated(unsafe) private static var watermark: UInt16 = 40
  nonisolated(unsafe) private static var isResting = false
  nonisolated(unsafe) private static var quiet = 0
  nonisolated(unsafe) private static var low: (Int32, Int32, Int32) = (0, 0, 0)
  nonisolated(unsafe) private static var high: (Int32, Int32, Int32) = (0, 0, 0)

  /// Sets the sensor up; false when it does not answer.
  static func start() -> Bool {
    // The sensor is ready 10 ms after its supply; the crystal takes longer.
    guard isPresent else { return false }
    write(Address.control1, 0)
    write(Address.control3, 0x98 | 2)  // wake-up engine at 3.125 Hz
    write(Address.interrupt1, 0x30)  // on, active high, latched
    write(Address.wakeUpCounter, 1)
    write(Address.wakeUpThreshold, 1)  // 1/16 g
    measure()
    return true
  }

  /// Whether it says what it is.
  static var isPresent: Bool { TWI1.read(address, Address.identity) == 0x14 }

  /// No more samples; 0.9 uA.
  static func stop() { write(Address.control1, 0) }

  /// Asks for the interrupt when the buffer holds this many samples of three axes, or nearly as many as it can.
  static func setWatermark(triplets: UInt16) {
    watermark = min(triplets, most)
    guard !isResting else { return }
    write(Address.control1, 0)
    write(Address.watermark, UInt8(watermark))
    write(Address.control1, 0x88)
  }

  private static func measure() {
    isResting = false
    quiet = 0
    write(Address.control1, 0)
    write(Address.rate, 0x01)  // 25 Hz
    write(Address.watermark, UInt8(watermark))
    write(Address.bufferControl, 0x80 | 0x40 | 0x01)  // on, 16 bits, stream
    write(Address.clear, 0)
    write(Address.route1, 0x20)  // watermark
    write(Address.control1, 0x80 | 0x08)  // low power, ±4 g
  }

  private static func rest() {
    isResting = true
    write(Address.control1, 0)
    write(Address.rate, 0x0A)  // 3.125 Hz
    write(Address.bufferControl, 0)
    write(Address.route1, 0x02)  // wake-up
    _ = TWI1.read(address, Address.release)
    write(Address.control1, 0x80 | 0x08 | 0x02)
  }

  /// Empties the buffer into `take`, axes in mg. Returns false when it had overrun.
  static func drain(_ take: (Int32, Int32, Int32) -> Void) -> Bool {
    guard !isResting else {
      _ = TWI1.read(address, Address.release)
      measure()
      return true
    }
    guard let level = TWI1.read(address, Address.level), level >= 6 else { return true }
    let samples = Int(level) / 6
    var place = 0
    var word: UInt16 = 0
    var (x, y): (Int32, Int32) = (0, 0)
    low = (.max, .max, .max)
    high = (.min, .min, .min)
    _ = TWI1.read(address, Address.buffer, samples * 6) { byte in
      word = word &>> 8 | UInt16(byte) &<< 8
      place &+= 1
      // 8,192 counts a g.
      let value = (Int32(Int16(bitPattern: word)) &* 125) &>> 10
      if place == 2 {
        x = value
      } else if place == 4 {
        y = value
      } else if place == 6 {
        place = 0
        low = (min(low.0, x), min(low.1, y), min(low.2, value))
        high = (max(high.0, x), max(high.1, y), max(high.2, value))
        take(x, y, value)
      }
    }
    let range = max(high.0 &- low.0, max(high.1 &- low.1, high.2 &- low.2))
    quiet = range < restRange ? quiet + samples : 0
    if quiet >= restSamples { rest() }
    return samples <= Int(most)
  }

  private static func write(_ register: UInt8, _ value: UInt8) { _ = TWI1.write(address, register, value) }
}
