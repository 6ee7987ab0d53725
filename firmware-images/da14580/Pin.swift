/// A pad of the chip: port and pin number. Each port has a row of registers: data, set, reset, then the modes of its pads.
struct Pin {
  private let base: UInt
  let bit: UInt

  @inline(__always) init(_ port: UInt, _ bit: UInt) {
    base = 0x5000_3000 + (port == 3 ? 0x80 : port * 0x20)
    self.bit = bit
  }

  /// Px_y_MODE_REG.PUPD, in place.
  enum Pull: UInt16 {
    case none = 0x000
    case up = 0x100
    case down = 0x200
    case output = 0x300
  }

  /// Px_y_MODE_REG.PID: what drives or reads the pad.
  enum Function: UInt16 {
    case gpio = 0
    case uartReceive = 1
    case uartTransmit = 2
    case spiIn = 5
    case spiOut = 6
    case spiClock = 7
    case adc = 15
  }

  func configure(_ function: Function, _ pull: Pull) {
    Register(base + 6 + bit * 2).value = pull.rawValue | function.rawValue
  }

  var isHigh: Bool { Register(base).has(1 << UInt16(bit)) }
  func setHigh() { Register(base + 2).value = 1 << UInt16(bit) }
  func setLow() { Register(base + 4).value = 1 << UInt16(bit) }

  /// Makes the pad an output that starts at `high`, without a glitch of the other level.
  func output(high: Bool) {
    if high { setHigh() } else { setLow() }
    configure(.gpio, .output)
  }

  /// All pads of a port at once.
  static func levels(port: UInt) -> UInt16 { Register(0x5000_3000 + port * 0x20).value }
}
