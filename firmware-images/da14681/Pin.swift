/// A pad of the chip: port and pin number. Mode registers of all ports stand in one row, eight a port.
struct Pin {
  let port: UInt
  let bit: UInt

  @inline(__always) init(_ port: UInt, _ bit: UInt) {
    self.port = port
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
    case uart2Receive = 5
    case uart2Transmit = 6
    case spiIn = 11
    case spiOut = 12
    case spiClock = 13
    case spi2Out = 16
    case spi2Clock = 17
    case i2cClock = 19
    case i2cData = 20
  }

  private var mode: Register { Register(0x5000_301E + (port * 8 + bit) * 2) }

  func configure(_ function: Function, _ pull: Pull) { mode.value = pull.rawValue | function.rawValue }

  var isHigh: Bool { Register(0x5000_3000 + port * 2).has(1 << UInt16(bit)) }
  func setHigh() { Register(0x5000_300A + port * 2).value = 1 << UInt16(bit) }
  func setLow() { Register(0x5000_3014 + port * 2).value = 1 << UInt16(bit) }

  /// Makes the pad an output that starts at `high`, without a glitch of the other level.
  func output(high: Bool) {
    if high { setHigh() } else { setLow() }
    configure(.gpio, .output)
  }
}
