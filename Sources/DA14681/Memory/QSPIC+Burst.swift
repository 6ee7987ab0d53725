import Machine

/// What a read of the flash in auto mode takes: the burst that BURSTCMDA and BURSTCMDB describe.
extension QSPIC {
  /// Instruction 0xEB, address, one mode byte (0xFF: no continuous read) and two dummy bytes, all but the instruction on
  /// four lines: the fast quad read of every NOR part seen with this chip (their data sheets). Chosen for what the boot
  /// ROM leaves behind for an image with the mark "qQ".
  static let quadRead: (UInt32, UInt32) = (
    inst.set(0xEB, in: extByte.set(0xFF, in: addressMode.set(2, in: extMode.set(2, in: dummyMode.set(2, in: 0))))),
    dataMode.set(2, in: extEnabled.set(1, in: dummyCount.set(2, in: 0)))
  )
  /// Instruction 0x03 and the address, all on one line; for the mark "pP".
  static let singleRead: (UInt32, UInt32) = (inst.set(0x03, in: 0), 0)

  static let dummyMode = Field("QSPIC_DMY_TX_MD", 31, 30)
  static let extMode = Field("QSPIC_EXT_TX_MD", 29, 28)
  static let addressMode = Field("QSPIC_ADR_TX_MD", 27, 26)
  static let instMode = Field("QSPIC_INST_TX_MD", 25, 24)
  static let extByte = Field("QSPIC_EXT_BYTE", 23, 16)
  static let inst = Field("QSPIC_INST", 7, 0)
  static let dummyForced = Field("QSPIC_DMY_FORCE", 15)
  static let minimumHigh = Field("QSPIC_CS_HIGH_MIN", 14, 12)
  static let instOnce = Field("QSPIC_INST_MD", 6)
  static let dummyCount = Field("QSPIC_DMY_NUM", 5, 4)
  static let extHalf = Field("QSPIC_EXT_HF_DS", 3)
  static let extEnabled = Field("QSPIC_EXT_BYTE_EN", 2)
  static let dataMode = Field("QSPIC_DAT_RX_MD", 1, 0)
  static let longAddress = Field("QSPIC_USE_32BA", 13)

  /// Sets the read that the boot ROM leaves behind.
  func setRead(_ read: (UInt32, UInt32)) {
    bank[Self.qspicBurstcmda] = read.0
    bank[Self.qspicBurstcmdb] = read.1
    onReadChange?()
  }

  /// Clocks on the flash's wires of a read of `count` bytes: instruction (not in continuous read), address, mode byte,
  /// dummy bytes, data, and chip select high. On one, two or four lines a byte takes eight, four or two.
  ///
  /// Chosen: the controller itself adds nothing, and the one instruction that begins a continuous read is not counted.
  func burstClocks(_ count: Int) -> Int {
    let (a, b) = (bank[Self.qspicBurstcmda], bank[Self.qspicBurstcmdb])
    func clocks(_ bits: Int, _ mode: UInt32) -> Int { bits >> Int(min(mode, 2)) }
    let addressBits = bank.isSet(Self.qspicCtrlmode, Self.longAddress) ? 32 : 24
    let coded = Self.dummyCount.get(b)
    let dummies = Self.dummyForced.get(b) != 0 ? 3 : coded == 3 ? 4 : Int(coded)
    var sum = clocks(addressBits, Self.addressMode.get(a)) + clocks(8 * dummies, Self.dummyMode.get(a))
    if Self.instOnce.get(b) == 0 { sum += clocks(8, Self.instMode.get(a)) }
    if Self.extEnabled.get(b) != 0 { sum += clocks(Self.extHalf.get(b) != 0 ? 4 : 8, Self.extMode.get(a)) }
    return sum + clocks(8 * count, Self.dataMode.get(b)) + Int(Self.minimumHigh.get(b))
  }
}
