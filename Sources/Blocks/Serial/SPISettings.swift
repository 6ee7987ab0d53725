import Machine

/// What an SPI controller's control registers say, taken from them whenever they change: every word asks for it several times.
struct SPISettings {
  /// CTRL_REG.
  let control: UInt32
  /// On, out of reset, and a master.
  let isRunning: Bool
  /// Bits of a word: 8, 9, 16 or 32.
  let bits: Int
  /// Cycles of the clock that a word takes.
  let clocksPerWord: UInt64
  let hasReceiveFIFO: Bool
  /// Whether the master waits while the receive FIFO is full.
  let stalls: Bool
  /// Words that a FIFO holds.
  let fifoDepth: Int
  /// Words that wait to be sent at most.
  let transmitDepth: Int

  init(_ bank: RegisterBank) {
    control = bank[SPI.control]
    isRunning = SPI.isOn.get(control) != 0 && SPI.isReset.get(control) == 0 && SPI.isSlave.get(control) == 0
    bits =
      switch SPI.wordSize.get(control) {
      case 0: 8
      case 1: 16
      case 2: 32
      default: 9
      }
    let divider: UInt64 =
      switch SPI.clockDivider.get(control) {
      case 0: 8
      case 1: 4
      case 2: 2
      default: 14
      }
    clocksPerWord = UInt64(bits) * divider
    let mode = SPI.fifoMode.get(bank[SPI.control1])
    hasReceiveFIFO = mode < 2
    stalls = mode == 0
    fifoDepth = bits == 32 ? 2 : 4
    transmitDepth = mode & 1 == 0 ? fifoDepth : 1
  }
}
