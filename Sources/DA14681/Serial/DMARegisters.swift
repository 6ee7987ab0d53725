import Machine

/// The registers of the DMA controller: eight channels, 16 bytes each, and three common ones.
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

  /// Offsets within a channel, and of the common registers.
  enum At {
    static let aLow: UInt32 = 0x0
    static let aHigh: UInt32 = 0x2
    static let bLow: UInt32 = 0x4
    static let bHigh: UInt32 = 0x6
    static let interruptAt: UInt32 = 0x8
    static let length: UInt32 = 0xA
    static let control: UInt32 = 0xC
    static let index: UInt32 = 0xE
    static let requests: UInt32 = 0x80
    static let interruptStatus: UInt32 = 0x82
    static let clearInterrupt: UInt32 = 0x84
  }

  /// Channels of the controller.
  static let channelCount = 8

  /// The registers, as the public list has them.
  public static let registers: [Register] =
    (0..<channelCount).flatMap { channelRegisters($0) } + [
      Register(
        "DMA_REQ_MUX_REG", at: At.requests,
        [
          Field("DMA01_SEL", 3, 0), Field("DMA23_SEL", 7, 4), Field("DMA45_SEL", 11, 8), Field("DMA67_SEL", 15, 12),
        ]),
      Register(
        "DMA_INT_STATUS_REG", at: At.interruptStatus,
        (0..<channelCount).map { .readOnly("DMA_IRQ_CH\($0)", $0) }),
      Register(
        "DMA_CLEAR_INT_REG", at: At.clearInterrupt,
        (0..<channelCount).map { .writeOnly("DMA_RST_IRQ_CH\($0)", $0) }),
    ]

  private static func channelRegisters(_ channel: Int) -> [Register] {
    let (name, base) = ("DMA\(channel)", UInt32(channel) * 0x10)
    func word(_ suffix: String, _ offset: UInt32) -> Register {
      Register("\(name)_\(suffix)_REG", at: base + offset, [Field("\(name)_\(suffix)", 15, 0)])
    }
    return [
      word("A_STARTL", At.aLow), word("A_STARTH", At.aHigh), word("B_STARTL", At.bLow), word("B_STARTH", At.bHigh),
      word("INT", At.interruptAt), word("LEN", At.length),
      Register(
        "\(name)_CTRL_REG", at: base + At.control,
        [
          isOn, busWidth, isInterruptEnabled, waitsForRequests, incrementsB, incrementsA, isCircular, priority,
          Field("DMA_IDLE", 11), isInitializing,
        ]),
      Register("\(name)_IDX_REG", at: base + At.index, [.readOnly("\(name)_IDX", 15, 0)]),
    ]
  }
}
