/// A pad of the chip, P0.00 to P0.31.
struct Pin {
  let number: UInt

  @inline(__always) init(_ number: UInt) { self.number = number }

  /// PIN_CNF.PULL, in place.
  enum Pull: UInt32 {
    case none = 0
    case down = 0x4
    case up = 0xC
  }

  /// PIN_CNF.SENSE, in place: which level raises DETECT.
  enum Sense: UInt32 {
    case none = 0
    case high = 0x2_0000
    case low = 0x3_0000
  }

  private var configuration: WideRegister { WideRegister(0x5000_0700 + number * 4) }
  private var bit: UInt32 { 1 << UInt32(number) }

  /// An input with its buffer connected.
  func input(_ pull: Pull, sense: Sense = .none) { configuration.value = pull.rawValue | sense.rawValue }

  /// An input that drives low and lets go, with a pull-up: a line of an I2C bus. The controller wants it so.
  func openDrain() { configuration.value = Pull.up.rawValue | 6 << 8 }

  /// Nothing reads or drives it.
  func disconnect() { configuration.value = 2 }

  var isHigh: Bool { WideRegister(0x5000_0510).value & bit != 0 }
  func setHigh() { WideRegister(0x5000_0508).value = bit }
  func setLow() { WideRegister(0x5000_050C).value = bit }

  /// An output that starts at `high`, without a glitch of the other level; its input buffer stays disconnected.
  func output(high: Bool) {
    if high { setHigh() } else { setLow() }
    configuration.value = 3
  }

  /// All pads at once: bit n is P0.n, 0 where the input buffer is disconnected.
  static var levels: UInt32 { WideRegister(0x5000_0510).value }
}
