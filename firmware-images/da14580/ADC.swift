/// The converter: two conversions of opposite signs, whose sum is free of its offset.
enum ADC {
  private static var control: Register { Register(0x5000_1500) }
  private static var control2: Register { Register(0x5000_1502) }
  private static var clear: Register { Register(0x5000_1508) }
  private static var result: Register { Register(0x5000_150A) }

  private static let singleEnded: UInt16 = 1 << 11
  private static let sign: UInt16 = 1 << 10
  private static let regulator: UInt16 = 1 << 14
  private static let start: UInt16 = 1 << 1
  private static let enable: UInt16 = 1

  /// Pad P0_n, n 0 to 3, whose mode is the ADC's: 0 to 2,047 for 0 to 1.2 V.
  static func convert(pad: UInt16) -> UInt32 {
    control2.value = 1  // the start waits for the regulator
    var sum: UInt32 = 0
    for sign in [0, Self.sign] {
      control.value = regulator | singleEnded | sign | pad << 6 | enable
      control.value = regulator | singleEnded | sign | pad << 6 | enable | start
      while control.has(start) {}
      clear.value = 1
      sum += UInt32(result.value)
    }
    control.value = 0
    return sum
  }
}
