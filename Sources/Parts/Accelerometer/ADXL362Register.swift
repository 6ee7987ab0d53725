/// Register addresses of the ADXL362, after Zephyr's `drivers/sensor/adi/adxl362/adxl362.h`.
enum ADXL362Register {
  static let deviceADI: UInt8 = 0x00
  static let deviceMEMS: UInt8 = 0x01
  static let partID: UInt8 = 0x02
  static let revision: UInt8 = 0x03
  static let x8: UInt8 = 0x08
  static let z8: UInt8 = 0x0A
  static let status: UInt8 = 0x0B
  static let entriesLow: UInt8 = 0x0C
  static let entriesHigh: UInt8 = 0x0D
  static let xLow: UInt8 = 0x0E
  static let temperatureHigh: UInt8 = 0x15
  static let softReset: UInt8 = 0x1F
  static let activityLow: UInt8 = 0x20
  static let activityHigh: UInt8 = 0x21
  static let activityTime: UInt8 = 0x22
  static let inactivityLow: UInt8 = 0x23
  static let inactivityHigh: UInt8 = 0x24
  static let inactivityTimeLow: UInt8 = 0x25
  static let inactivityTimeHigh: UInt8 = 0x26
  static let activityControl: UInt8 = 0x27
  static let fifoControl: UInt8 = 0x28
  static let fifoSamples: UInt8 = 0x29
  static let interruptMap1: UInt8 = 0x2A
  static let interruptMap2: UInt8 = 0x2B
  static let filterControl: UInt8 = 0x2C
  static let powerControl: UInt8 = 0x2D
  static let selfTest: UInt8 = 0x2E

  /// Bits of STATUS and of the interrupt maps.
  enum Status {
    static let dataReady: UInt8 = 0x01
    static let fifoReady: UInt8 = 0x02
    static let watermark: UInt8 = 0x04
    static let overrun: UInt8 = 0x08
    static let activity: UInt8 = 0x10
    static let inactivity: UInt8 = 0x20
    static let awake: UInt8 = 0x40
    /// In the interrupt maps: the pin is active low.
    static let activeLow: UInt8 = 0x80
  }

  /// The first writable register of the map; reserved bits read 0. Reset values: FIFO_SAMPLES 0x80 and FILTER_CTL 0x13
  /// (2 g, half bandwidth, 100 Hz), all others 0 (data sheet, from memory).
  static let firstConfiguration = 0x20
  /// Vectors, not arrays, because they are read with every sample; the last place is not a register.
  static let resetConfiguration = SIMD16<UInt8>(0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0x13, 0, 0, 0)
  static let configurationMasks = SIMD16<UInt8>(
    0xFF, 0x07, 0xFF, 0xFF, 0x07, 0xFF, 0xFF, 0x3F, 0x0F, 0xFF, 0xFF, 0xFF, 0xDF, 0x7F, 0x01, 0)
}
