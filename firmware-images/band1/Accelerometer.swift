/// The ADXL362: 25 samples a second of ±4 g into its FIFO, an interrupt at the watermark.
enum Accelerometer {
  private static let samplesCapacity: UInt16 = 510

  private enum Command {
    static let write: UInt8 = 0x0A
    static let read: UInt8 = 0x0B
    static let readFIFO: UInt8 = 0x0D
  }
  private enum Address {
    static let part: UInt8 = 0x02
    static let status: UInt8 = 0x0B
    static let fifoEntries: UInt8 = 0x0C
    static let softReset: UInt8 = 0x1F
    static let fifoControl: UInt8 = 0x28
    static let fifoSamples: UInt8 = 0x29
    static let interrupt1: UInt8 = 0x2A
    static let filter: UInt8 = 0x2C
    static let power: UInt8 = 0x2D
  }

  /// Sets the sensor up; false when it does not answer.
  static func start() -> Bool {
    write(Address.softReset, 0x52)
    Timebase.pause(milliseconds: 1)
    guard isPresent else { return false }
    write(Address.filter, 0x40 | 0x10 | 0x01)  // ±4 g, half bandwidth, 25 Hz
    setWatermark(triplets: 150)
    write(Address.interrupt1, 0x04)  // watermark
    write(Address.power, 0x02)
    return true
  }

  /// Whether it says what it is.
  static var isPresent: Bool { read(Address.part) == 0xF2 }

  /// No more samples; 10 nA.
  static func stop() { write(Address.power, 0) }

  /// Asks for the interrupt when the FIFO holds this many samples of three axes, at most 170.
  static func setWatermark(triplets: UInt16) {
    let samples = min(triplets * 3, samplesCapacity)
    write(Address.fifoSamples, UInt8(truncatingIfNeeded: samples))
    write(Address.fifoControl, (samples > 255 ? 0x08 : 0) | 0x02)  // stream
  }

  /// Empties the FIFO into `take`, axes in mg. Returns false when the FIFO had overrun.
  static func drain(_ take: (Int32, Int32, Int32) -> Void) -> Bool {
    let isWhole = read(Address.status) & 0x08 == 0
    let entries = Int(read(Address.fifoEntries)) | Int(read(Address.fifoEntries + 1) & 3) << 8
    Bus.begin()
    Board.accelerometerSelect.setLow()
    SPI.exchange(Command.readFIFO)
    var (x, y): (Int32, Int32) = (0, 0)
    var low: UInt16 = 0
    var isHigh = false
    SPI.receive(entries / 3 * 6) { byte in
      isHigh.toggle()
      if isHigh {
        low = UInt16(byte)
        return
      }
      // Two bits of axis, then fourteen of value, 2 mg each.
      let word = UInt16(byte) &<< 8 | low
      let value = Int32(Int16(bitPattern: word &<< 2)) &>> 1
      let axis = word &>> 14
      if axis == 0 {
        x = value
      } else if axis == 1 {
        y = value
      } else if axis == 2 {
        take(x, y, value)
      }
    }
    Board.accelerometerSelect.setHigh()
    Bus.end()
    return isWhole
  }

  private static func write(_ register: UInt8, _ value: UInt8) {
    Bus.begin()
    Board.accelerometerSelect.setLow()
    SPI.exchange(Command.write)
    SPI.exchange(register)
    SPI.exchange(value)
    Board.accelerometerSelect.setHigh()
    Bus.end()
  }

  private static func read(_ register: UInt8) -> UInt8 {
    Bus.begin()
    Board.accelerometerSelect.setLow()
    SPI.exchange(Command.read)
    SPI.exchange(register)
    let value = SPI.exchange(0)
    Board.accelerometerSelect.setHigh()
    Bus.end()
    return value
  }
}
