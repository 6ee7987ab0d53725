/// One of the two SPI controllers as master at 8 MHz, mode 0, with its FIFOs.
struct SPIPort {
  private let base: UInt

  static var sensors: SPIPort { SPIPort(base: 0x5000_1200) }
  static var panel: SPIPort { SPIPort(base: 0x5000_1300) }

  private var control: Register { Register(base) }
  private var data: Register { Register(base + 2) }
  private var clearInterrupt: Register { Register(base + 6) }
  private var control1: Register { Register(base + 8) }

  private static let on: UInt16 = 1
  private static let halfClock: UInt16 = 2 << 3
  private static let words16: UInt16 = 1 << 7
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

  /// Receives `count` words of 16 bits, low byte first on the wire. Up to three words are on their way while
  /// `take` works, so that the wire never rests.
  func receive(_ count: Int, _ take: (UInt16) -> Void) {
    control.value = Self.on | Self.halfClock | Self.words16
    var sent = 0
    while sent < min(count, 3) {
      data.value = 0
      sent += 1
    }
    for _ in 0..<count {
      while !control.has(Self.received) {}
      let word = data.value
      if sent < count {
        data.value = 0
        sent += 1
      }
      take(word.byteSwapped)
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
