/// One of the two SPI controllers as master at 8 MHz, mode 0, with its FIFOs.
struct SPIPort {
  private let base: UInt

  static var sensors: SPIPort { SPIPort(base: 0x5000_1200) }
  static var panel: SPIPort { SPIPort(base: 0x5000_1300) }

  private var control: Register { Register(base) }
  private var data: Register { Register(base + 2) }
  private var dataHigh: Register { Register(base + 4) }
  private var clearInterrupt: Register { Register(base + 6) }
  private var control1: Register { Register(base + 8) }

  private static let on: UInt16 = 1
  private static let halfClock: UInt16 = 2 << 3
  private static let words32: UInt16 = 2 << 7
  private static let received: UInt16 = 1 << 13
  private static let transmitFull: UInt16 = 1 << 11
  private static let busy: UInt16 = 1 << 3

  /// Words of 8 bits, both FIFOs on.
  func start() {
    Clocks.peripherals.set(Clocks.spiEnable)
    control1.value = 0
    control.value = Self.on | Self.halfClock
  }

  /// Exchanges a byte.
  @discardableResult
  func exchange(_ byte: UInt8) -> UInt8 {
    data.value = UInt16(byte)
    while !control.has(Self.received) {}
    let answer = data.value
    clearInterrupt.value = 1
    return UInt8(truncatingIfNeeded: answer)
  }

  /// Receives `count` pairs of 16-bit values, low byte first on the wire, as words of 32 bits. Two words are always on
  /// their way while `take` works, so that the wire never rests.
  @inline(__always)
  func receive(pairs count: Int, _ take: (UInt16) -> Void) {
    control.value = Self.on | Self.halfClock | Self.words32
    dataHigh.value = 0
    data.value = 0
    if count > 1 { data.value = 0 }
    var left = count
    while left > 0 {
      while !control.has(Self.received) {}
      let second = data.value
      let first = dataHigh.value
      if left > 2 { data.value = 0 }
      left -= 1
      take(first.byteSwapped)
      take(second.byteSwapped)
    }
    clearInterrupt.value = 1
    control.value = Self.on | Self.halfClock
  }

  /// Sends bytes and throws away what comes back.
  func send(_ count: Int, _ byte: (Int) -> UInt8) {
    control1.value = 2  // transmit FIFO only
    for index in 0..<count {
      while control.has(Self.transmitFull) {}
      data.value = UInt16(byte(index))
    }
    while control1.has(Self.busy) {}
    clearInterrupt.value = 1
    control1.value = 0
  }
}
