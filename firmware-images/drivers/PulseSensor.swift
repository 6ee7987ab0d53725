/// The AS7000 heart-rate module: powered only while it measures, asked once a second, fed with the wrist's movement.
enum PulseSensor {
  private static let address: UInt16 = 0x30

  private enum Address {
    static let application: UInt8 = 4
    static let sampleRate: UInt8 = 8
    static let secondTime: UInt8 = 10
    static let samples: UInt8 = 14
    static let dataIndex: UInt8 = 20
    static let status: UInt8 = 54
    static let heartRate: UInt8 = 55
    static let quality: UInt8 = 56
  }
  private static let heartRateApplication: UInt8 = 2
  /// Samples of movement that the module takes a second, 50 ms apart.
  private static let samplesPerSecond: UInt8 = 20

  /// Milliseconds from supplying the module until it answers, with some to spare.
  static let startUp: UInt32 = 60

  /// Supplies the module; `configure` is due after `startUp`.
  static func start() { Board.setPulse(true) }

  /// Starts measuring; false when the module does not answer.
  static func configure() -> Bool {
    I2CPort.start(target: address)
    // Sample period and the host's second, both in units of 100 us: 500 and 10,000.
    return I2CPort.write(Address.application, 1) { _ in heartRateApplication }
      && I2CPort.write(Address.sampleRate, 2) { UInt8($0 == 0 ? 500 & 0xFF : 500 >> 8) }
      && I2CPort.write(Address.secondTime, 2) { UInt8($0 == 0 ? 10_000 & 0xFF : 10_000 >> 8) }
  }

  static func stop() {
    I2CPort.start(target: address)
    _ = I2CPort.write(Address.application, 1) { _ in 0 }
    I2CPort.stop()
    Board.setPulse(false)
  }

  /// The second's result. Reading the status first lets go of the interrupt line.
  static func result() -> (heartRate: UInt32, quality: UInt8)? {
    I2CPort.start(target: address)
    guard I2CPort.read(Address.status) != nil, let rate = I2CPort.read(Address.heartRate),
      let quality = I2CPort.read(Address.quality)
    else { return nil }
    return (UInt32(rate), quality)
  }

  /// Hands over the second's movement: `sample` gives the axes in mg at 50 ms steps.
  static func feed(_ sample: (UInt8) -> (Int16, Int16, Int16)) {
    guard I2CPort.write(Address.samples, 1, { _ in samplesPerSecond }) else { return }
    for index in 0..<samplesPerSecond {
      let (x, y, z) = sample(index)
      let isSent = I2CPort.write(Address.dataIndex, 7) { place in
        switch place {
        case 0: index + 1
        case 1: UInt8(truncatingIfNeeded: x >> 8)
        case 2: UInt8(truncatingIfNeeded: x)
        case 3: UInt8(truncatingIfNeeded: y >> 8)
        case 4: UInt8(truncatingIfNeeded: y)
        case 5: UInt8(truncatingIfNeeded: z >> 8)
        default: UInt8(truncatingIfNeeded: z)
        }
      }
      guard isSent else { return }
    }
  }
}
