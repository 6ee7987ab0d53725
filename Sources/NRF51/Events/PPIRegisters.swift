import Machine

/// The registers of the programmable peripheral interconnect.
/// Source: the vendor's public register list.
extension PPI {
  static let base: UInt32 = 0x4001_F000
  /// Channels that software connects, and those that are connected for good.
  static let freeChannels = 16
  static let fixedChannels = 20..<32
  static let groups = 4

  private static var channelNumbers: [Int] { Array(0..<freeChannels) + Array(fixedChannels) }

  private static func channelFields(_ onWrite: WriteAction? = nil) -> [Field] {
    channelNumbers.map { Field("CH\($0)", $0, onWrite: onWrite) }
  }

  /// Task 2n enables the channels of group n, task 2n + 1 disables them.
  static let groupTasks = (0..<groups).flatMap { group in
    [
      PeripheralTask("CHG\(group)_EN", at: UInt32(group) * 8),
      PeripheralTask("CHG\(group)_DIS", at: UInt32(group) * 8 + 4),
    ]
  }

  static let enable = Register("CHEN", at: 0x500, bits: 32, channelFields())
  static let enableSet = Register.view("CHENSET", at: 0x504, of: enable, channelFields(.oneToSet))
  static let enableClear = Register.view("CHENCLR", at: 0x508, of: enable, channelFields(.oneToClear))
  static let eventEnds = RegisterArray(
    Register("CH%s_EEP", at: 0x510, bits: 32, [Field("VALUE", 31, 0)]), count: freeChannels, every: 8)
  static let taskEnds = RegisterArray(
    Register("CH%s_TEP", at: 0x514, bits: 32, [Field("VALUE", 31, 0)]), count: freeChannels, every: 8)
  static let groupMembers = RegisterArray(
    Register("CHG%s", at: 0x800, bits: 32, channelFields()), count: groups, every: 4)

  static let layout = PageLayout(
    tasks: groupTasks, hasPower: false,
    [enable, enableSet, enableClear] + eventEnds.registers + taskEnds.registers + groupMembers.registers)

  /// Event and task of the channels 20 to 31 (reference manual's table of fixed channels, as apache/mynewt-nimble
  /// `nimble/drivers/nrf51/src/ble_phy.c` uses them).
  static let fixed: [(event: UInt32, task: UInt32)] = [
    (0x4000_8140, 0x4000_1000),  // TIMER0.COMPARE0, RADIO.TXEN
    (0x4000_8140, 0x4000_1004),  // TIMER0.COMPARE0, RADIO.RXEN
    (0x4000_8144, 0x4000_1010),  // TIMER0.COMPARE1, RADIO.DISABLE
    (0x4000_1128, 0x4000_F000),  // RADIO.BCMATCH, AAR.START
    (0x4000_1100, 0x4000_F000),  // RADIO.READY, CCM.KSGEN
    (0x4000_1104, 0x4000_F004),  // RADIO.ADDRESS, CCM.CRYPT
    (0x4000_1104, 0x4000_8044),  // RADIO.ADDRESS, TIMER0.CAPTURE1
    (0x4000_110C, 0x4000_8048),  // RADIO.END, TIMER0.CAPTURE2
    (0x4000_B140, 0x4000_1000),  // RTC0.COMPARE0, RADIO.TXEN
    (0x4000_B140, 0x4000_1004),  // RTC0.COMPARE0, RADIO.RXEN
    (0x4000_B140, 0x4000_800C),  // RTC0.COMPARE0, TIMER0.CLEAR
    (0x4000_B140, 0x4000_8000),  // RTC0.COMPARE0, TIMER0.START
  ]
}
