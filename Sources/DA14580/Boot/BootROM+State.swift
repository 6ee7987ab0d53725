import Machine

extension BootROM {
  /// Where it is.
  enum Step: String, Codable {
    /// A program runs, or nothing does.
    case idle
    /// The time from reset to the first look at OTP.
    case starting
    /// OTP is copied.
    case otpCopy
    /// It waits as an SPI slave for a master that is not there.
    case slave
    /// It has sent 02 on a pair of pads, or found that nobody is there, and waits for 01.
    case announce
    case lengthLow, lengthHigh, data
    /// It has sent the check byte.
    case verdict
    /// The flash was woken.
    case flashWake
    case flash
    case eeprom
  }

  /// What a snapshot keeps.
  struct State: Codable {
    var step = Step.idle
    /// The pair of pads.
    var pair = 0
    /// Bytes of the program, and how many have come; in the flash and EEPROM steps, bytes on the bus.
    var length = 0
    var place = 0
    var check: UInt8 = 0
    /// The EEPROM's own check byte.
    var expected: UInt8 = 0
    /// It never leaves the UARTs.
    var isSerialOnly = false
    /// A host's last answer has not come: what it sends is kept until the program listens.
    var isKeeping = false
    var kept: [SerialCharacter] = []
    var deadline: Tick?
  }
}
