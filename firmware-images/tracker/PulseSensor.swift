/// The Si1143 as a pulse sensor: one flash of its LED every 40 ms while it measures. The pulse is found by how alike six seconds
/// of them are to themselves some time later, as steps are.
enum PulseSensor {
  private static let address: UInt32 = 0x5A
  private static let samples = 150

  private enum Address {
    static let part: UInt8 = 0x00
    static let key: UInt8 = 0x07
    static let measureRate: UInt8 = 0x08
    static let led21: UInt8 = 0x0F
    static let parameter: UInt8 = 0x17
    static let command: UInt8 = 0x18
    static let proximity1: UInt8 = 0x26
  }
  private static let forceProximity: UInt8 = 0x05
  private static let setParameter: UInt8 = 0xA0
  private static let channels: UInt8 = 0x01
  /// 67 mA.
  private static let ledCode: UInt8 = 0x05
  /// Less comes back when there is no skin.
  private static let contact: Int32 = 1_500
  private static let period: UInt32 = 41

  /// Milliseconds from power to the first access, which passed long ago.
  static let startUp: UInt32 = 5

  /// When the next sample is due.
  nonisolated(unsafe) private(set) static var next = Deadline()
  /// A second has passed since the last result.
  nonisolated(unsafe) private(set) static var hasResult = false
  nonisolated(unsafe) private static var values = InlineArray<150, Int16>(repeating: 0)
  nonisolated(unsafe) private static var place = 0
  nonisolated(unsafe) private static var count = 0
  nonisolated(unsafe) private static var sinceResult = 0

  static func start() { Board.setPulse(true) }

  /// Starts measuring; false when the sensor does not answer.
  static func configure() -> Bool {
    guard TWI1.read(address, Address.part) == 0x43, TWI1.write(address, Address.key, 0x17),
      TWI1.write(address, Address.measureRate, 0), TWI1.write(address, Address.led21, ledCode),
      TWI1.write(address, Address.parameter, 0x01),
      TWI1.write(address, Address.command, setParameter | channels),
      TWI1.write(address, Address.command, forceProximity)
    else { return false }
    (place, count, sinceResult, hasResult) = (0, 0, 0, false)
    next.set(inTicks: period)
    return true
  }

  static func stop() {
    next.cancel()
    hasResult = false
    Board.setPulse(false)
  }

  /// Standby needs the key, which says that the sensor may.
  static func sleep() { _ = TWI1.write(address, Address.key, 0x17) }

  /// Takes the value of the last flash and asks for the next one.
  static func sample() {
    var value: Int32 = 0
    var shift: Int32 = 0
    _ = TWI1.read(address, Address.proximity1, 2) { byte in
      value |= Int32(byte) &<< shift
      shift &+= 8
    }
    _ = TWI1.write(address, Address.command, forceProximity)
    next.advance(ticks: period)
    values[place] = Int16(truncatingIfNeeded: min(value, 24_576))
    place = place == samples - 1 ? 0 : place + 1
    count = min(count + 1, samples)
    sinceResult += 1
    if sinceResult >= 25 {
      sinceResult = 0
      hasResult = true
    }
  }

  /// The second's result. Quality as the AS7000 counts it: 0 to 2 excellent, up to 10 acceptable, 254 no contact, 255 none.
  static func result() -> (heartRate: UInt32, quality: UInt8)? {
    guard Board.isPulseOn, next.isSet else { return nil }
    hasResult = false
    guard count > 0 else { return (0, 255) }
    let latest = Int32(values[place == 0 ? samples - 1 : place - 1])
    guard latest >= contact else { return (0, 254) }
    guard count == samples else { return (0, 255) }
    return withUnsafeMutablePointer(to: &values) { pointer in
      let values = UnsafeRawPointer(pointer).assumingMemoryBound(to: Int16.self)
      return Correlation.with(values, from: place) { correlation in
        let found = Cadence.repetition(of: correlation, least: 100)
        guard found > 0 else { return (0, 255) }
        let likeness = correlation.coefficient(near: Int((found + 32) / 64))
        // 1,024 ticks a second, a sample each `period` of them.
        let rate = (60 * 1024 * 64 / Int32(period) + found / 2) / found
        return (UInt32(rate), likeness >= 170 ? 2 : 30)
      }
    }
  }

  /// Its light is all that it looks at.
  static func feed(_ sample: (UInt8) -> (Int16, Int16, Int16)) {}
}
