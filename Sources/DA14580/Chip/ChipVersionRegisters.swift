import Machine

/// What the chip says it is.
/// Source: the vendor's public register list.
extension ChipVersion {

  static let block = RegisterBlock(
    "CHIP_VERSION", at: 0x5000_3200, size: 0x100, "identity of the chip",
    [
      Register("CHIP_ID1_REG", at: 0x00, bits: 8, reset: 0x35, [.readOnly("CHIP_ID1", 7, 0)]),
      Register("CHIP_ID2_REG", at: 0x01, bits: 8, reset: 0x38, [.readOnly("CHIP_ID2", 7, 0)]),
      Register("CHIP_ID3_REG", at: 0x02, bits: 8, reset: 0x30, [.readOnly("CHIP_ID3", 7, 0)]),
      Register("CHIP_SWC_REG", at: 0x03, bits: 8, [.readOnly("CHIP_SWC", 3, 0)]),
      Register("CHIP_REVISION_REG", at: 0x04, bits: 8, reset: 0x41, [.readOnly("REVISION_ID", 7, 0)]),
    ])
}
