/// Register addresses, reset values and writable bits of the KX022, after its register list (data sheet rev. 4.0).
enum KX022Register {
  static let highPass: UInt8 = 0x00
  static let output: UInt8 = 0x06
  static let commandTest: UInt8 = 0x0C
  static let whoAmI: UInt8 = 0x0F
  static let tiltCurrent: UInt8 = 0x10
  static let tiltPrevious: UInt8 = 0x11
  static let source1: UInt8 = 0x12
  static let source2: UInt8 = 0x13
  static let source3: UInt8 = 0x14
  static let status: UInt8 = 0x15
  static let release: UInt8 = 0x17
  static let control1: UInt8 = 0x18
  static let control2: UInt8 = 0x19
  static let control3: UInt8 = 0x1A
  static let outputControl: UInt8 = 0x1B
  static let interrupt1: UInt8 = 0x1C
  static let wakeUpAxes: UInt8 = 0x1D
  static let tapAxes: UInt8 = 0x1E
  static let route1: UInt8 = 0x1F
  static let interrupt2: UInt8 = 0x20
  static let route2: UInt8 = 0x21
  static let tiltTimer: UInt8 = 0x22
  static let wakeUpCounter: UInt8 = 0x23
  static let tapReports: UInt8 = 0x24
  static let doubleTapCounter: UInt8 = 0x25
  static let tapHigh: UInt8 = 0x26
  static let tapLow: UInt8 = 0x27
  static let tapCounter: UInt8 = 0x28
  static let doubleTapSum: UInt8 = 0x29
  static let tapLatency: UInt8 = 0x2A
  static let tapWindow: UInt8 = 0x2B
  static let wakeUpThreshold: UInt8 = 0x30
  static let tiltLow: UInt8 = 0x32
  static let tiltHigh: UInt8 = 0x33
  static let tiltHysteresis: UInt8 = 0x34
  static let lowPower: UInt8 = 0x35
  static let bufferThreshold: UInt8 = 0x3A
  static let bufferControl: UInt8 = 0x3B
  static let bufferLevel: UInt8 = 0x3C
  static let bufferTriggered: UInt8 = 0x3D
  static let bufferClear: UInt8 = 0x3E
  static let bufferRead: UInt8 = 0x3F
  static let selfTest: UInt8 = 0x60

  /// The value of SELF_TEST that moves the mass.
  static let selfTestOn: UInt8 = 0xCA

  /// Bits of INS2, of which those of INC4 and INC6 are a part.
  enum Source {
    static let tilt: UInt8 = 0x01
    static let wakeUp: UInt8 = 0x02
    static let tap: UInt8 = 0x04
    static let dataReady: UInt8 = 0x10
    static let watermark: UInt8 = 0x20
    static let full: UInt8 = 0x40
  }

  /// The registers below 0x40 after a reset.
  static let reset: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 64)
    for (address, value) in [
      (whoAmI, 0x14), (control2, 0x3F), (control3, 0x98), (outputControl, 0x02), (interrupt1, 0x10),
      (wakeUpAxes, 0x3F), (tapAxes, 0x3F), (interrupt2, 0x10), (tapReports, 0x03), (doubleTapCounter, 0x78),
      (tapHigh, 0xCB), (tapLow, 0x1A), (tapCounter, 0xA2), (doubleTapSum, 0x24), (tapLatency, 0x28),
      (tapWindow, 0xA0), (wakeUpThreshold, 0x08), (tiltLow, 0x0C), (tiltHigh, 0x2A), (tiltHysteresis, 0x14),
      (lowPower, 0x4B),
    ] as [(UInt8, UInt8)] { values[Int(address)] = value }
    return values
  }()

  /// The bits of a register below 0x40 that software writes; the others keep their reset value.
  static func writableBits(_ address: UInt8) -> UInt8 {
    switch address {
    case whoAmI, control1, control3, 0x22, 0x23, 0x25...0x2B, wakeUpThreshold, 0x32...0x34: 0xFF
    case control2, wakeUpAxes, tapAxes: 0x3F
    case outputControl: 0xCF
    case interrupt1: 0x3B
    case route1, route2: 0x77
    case interrupt2: 0x38
    case tapReports: 0x03
    case lowPower: 0x70
    case bufferThreshold: 0x7F
    case bufferControl: 0xE3
    default: 0
    }
  }
}
