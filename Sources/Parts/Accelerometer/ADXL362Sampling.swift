import Machine

/// What the registers say of samples, read once for all that are taken at one moment: nobody writes them meanwhile.
struct ADXL362Sampling {
  let detection: ADXL362Detector.Settings
  let fifoMode: ADXL362FIFO.Mode
  let watermark: Int
  let storesTemperature: Bool
  /// From one sample to the next, while the detector changes nothing.
  let period: Tick
  /// What self-test adds, in micro-g: 580, -580 and 500 mg (data sheet table 1, typical, from memory).
  let test: SIMD3<Int>
  /// The density of the noise mode.
  let noiseScale: Double
  /// LSB in a g.
  private let perG: Int

  init(_ sensor: ADXL362) {
    detection = sensor.detection
    fifoMode = sensor.fifoMode
    watermark = sensor.watermark
    storesTemperature = sensor.storesTemperature
    period = sensor.samplePeriod
    test = sensor[ADXL362Register.selfTest] & 1 != 0 ? SIMD3(580_000, -580_000, 500_000) : .zero
    noiseScale =
      switch sensor[ADXL362Register.powerControl] >> 4 & 3 {
      case 0: 4.0
      case 1: 2.2
      default: 1.3
      }
    perG =
      switch sensor[ADXL362Register.filterControl] >> 6 {
      case 0: 1000
      case 1: 500
      default: 235
      }
  }

  /// An axis in LSB, of an acceleration in micro-g and of noise in LSB of 2 g.
  func counts(_ microG: Int, _ noise: Double) -> Int16 {
    let scaled = (microG + Self.nearest(noise * 1000)) * perG
    let rounded = (scaled + (scaled < 0 ? -500_000 : 500_000)) / 1_000_000
    return Int16(min(max(rounded, -2048), 2047))
  }

  /// As `Double.rounded()`, halves away from zero, without a call of the C library. `value` is far below 2^52.
  static func nearest(_ value: Double) -> Int {
    let whole = Int(value)
    let rest = value - Double(whole)
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }
}
