import Machine

/// The registers of the DMA controller: eight channels, 16 bytes each, and three common ones.
/// Source: the vendor's public register list.
extension DMA {
  static let isOn = Field("DMA_ON", 0)
  static let busWidth = Field("BW", 2, 1)
  static let isInterruptEnabled = Field("IRQ_ENABLE", 3)
  static let waitsForRequests = Field("DREQ_MODE", 4)
  static let incrementsB = Field("BINC", 5)
  static let incrementsA = Field("AINC", 6)
  static let isCircular = Field("CIRCULAR", 7)
  static let priority = Field("DMA_PRIO", 10, 8)
  static let isInitializing = Field("DMA_INIT", 12)

  /// Channels of the controller.
  static let channelCount = 8

  static let aLow = channels(Register("DMA%s_A_STARTL_REG", at: 0x00, [Field("DMA%s_A_STARTL", 15, 0)]))
  static let aHigh = channels(Register("DMA%s_A_STARTH_REG", at: 0x02, [Field("DMA%s_A_STARTH", 15, 0)]))
  static let bLow = channels(Register("DMA%s_B_STARTL_REG", at: 0x04, [Field("DMA%s_B_STARTL", 15, 0)]))
  static let bHigh = channels(Register("DMA%s_B_STARTH_REG", at: 0x06, [Field("DMA%s_B_STARTH", 15, 0)]))
  static let interruptAt = channels(Register("DMA%s_INT_REG", at: 0x08, [Field("DMA%s_INT", 15, 0)]))
  static let length = channels(Register("DMA%s_LEN_REG", at: 0x0A, [Field("DMA%s_LEN", 15, 0)]))
  static let control = channels(
    Register(
      "DMA%s_CTRL_REG", at: 0x0C,
      [
        isOn, busWidth, isInterruptEnabled, waitsForRequests, incrementsB, incrementsA, isCircular, priority,
        Field("DMA_IDLE", 11), isInitializing,
      ]))
  static let index = channels(Register("DMA%s_IDX_REG", at: 0x0E, [.readOnly("DMA%s_IDX", 15, 0)]))

  /// For each pair of channels, whose requests it follows.
  static let requests = Register(
    "DMA_REQ_MUX_REG", at: 0x80,
    [Field("DMA01_SEL", 3, 0), Field("DMA23_SEL", 7, 4), Field("DMA45_SEL", 11, 8), Field("DMA67_SEL", 15, 12)])
  static let interruptStatus = Register(
    "DMA_INT_STATUS_REG", at: 0x82, (0..<channelCount).map { .readOnly("DMA_IRQ_CH\($0)", $0) })
  static let clearInterrupt = Register(
    "DMA_CLEAR_INT_REG", at: 0x84, (0..<channelCount).map { .writeOnly("DMA_RST_IRQ_CH\($0)", $0) })

  /// The block.
  static let block = RegisterBlock(
    "DMA", at: 0x5000_3500, size: 0x100, "DMA controller",
    [aLow, aHigh, bLow, bHigh, interruptAt, length, control, index].flatMap(\.registers)
      + [requests, interruptStatus, clearInterrupt])

  private static func channels(_ first: Register) -> RegisterArray {
    RegisterArray(first, count: channelCount, every: 0x10)
  }
}
