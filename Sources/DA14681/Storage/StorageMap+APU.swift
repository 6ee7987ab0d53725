// Facts of the vendor's public register list, one line a register.
// swift-format-ignore-file
import Machine

extension StorageMap {
  /// Audio processing unit.
  static let apu = RegisterBlock(
    "APU", at: 0x5000_4000, size: 0x200, "audio processing unit",
    Register.storage([
      Register("SRC1_CTRL_REG", at: 0x00, bits: 32, [Field("SRC_PDM_MODE", 29, 28), .writeOnly("SRC_OUT_FLOWCLR", 25), .writeOnly("SRC_IN_FLOWCLR", 24), .readOnly("SRC_OUT_UNFLOW", 23), .readOnly("SRC_OUT_OVFLOW", 22), .readOnly("SRC_IN_UNFLOW", 21), .readOnly("SRC_IN_OVFLOW", 20), .readOnly("SRC_OUT_OK", 18), Field("SRC_OUT_US", 17, 16), Field("SRC_OUT_CAL_BYPASS", 14), Field("SRC_OUT_AMODE", 13), Field("SRC_DITHER_DISABLE", 7), .readOnly("SRC_IN_OK", 6), Field("SRC_IN_DS", 5, 4), Field("SRC_IN_CAL_BYPASS", 2), Field("SRC_IN_AMODE", 1), Field("SRC_EN", 0)]),
      Register("SRC1_IN_FS_REG", at: 0x04, bits: 32, [Field("SRC_IN_FS", 23, 0)]),
      Register("SRC1_OUT_FS_REG", at: 0x08, bits: 32, [Field("SRC_OUT_FS", 23, 0)]),
      Register("SRC1_IN1_REG", at: 0x0C, bits: 32, [Field("SRC_IN", 31, 8)]),
      Register("SRC1_IN2_REG", at: 0x10, bits: 32, [Field("SRC_IN", 31, 8)]),
      Register("SRC1_OUT1_REG", at: 0x14, bits: 32, [.readOnly("SRC_OUT", 31, 8)]),
      Register("SRC1_OUT2_REG", at: 0x18, bits: 32, [.readOnly("SRC_OUT", 31, 8)]),
      Register("APU_MUX_REG", at: 0x1C, bits: 32, [Field("PDM1_MUX_IN", 6), Field("PCM1_MUX_IN", 5, 3), Field("SRC1_MUX_IN", 2, 0)]),
      Register("COEF10_SET1_REG", at: 0x20, bits: 32, reset: 0x79A99278, [Field("SRC_COEF1", 31, 16), Field("SRC_COEF0", 15, 0)]),
      Register("COEF32_SET1_REG", at: 0x24, bits: 32, reset: 0x6D568B41, [Field("SRC_COEF3", 31, 16), Field("SRC_COEF2", 15, 0)]),
      Register("COEF54_SET1_REG", at: 0x28, bits: 32, reset: 0x7FFFFFFF, [Field("SRC_COEF5", 31, 16), Field("SRC_COEF4", 15, 0)]),
      Register("COEF76_SET1_REG", at: 0x2C, bits: 32, reset: 0x7FFFFFFF, [Field("SRC_COEF7", 31, 16), Field("SRC_COEF6", 15, 0)]),
      Register("COEF98_SET1_REG", at: 0x30, bits: 32, reset: 0x7FFFFFFF, [Field("SRC_COEF9", 31, 16), Field("SRC_COEF8", 15, 0)]),
      Register("COEF0A_SET1_REG", at: 0x34, bits: 32, reset: 0x41F2, [Field("SRC_COEF10", 15, 0)]),
      Register("PCM1_CTRL_REG", at: 0x100, bits: 32, [Field("PCM_FSC_DIV", 31, 20), Field("PCM_FSC_EDGE", 16), Field("PCM_CH_DEL", 15, 11), Field("PCM_CLK_BIT", 10), Field("PCM_FSCINV", 9), Field("PCM_CLKINV", 8), Field("PCM_PPOD", 7), Field("PCM_FSCDEL", 6), Field("PCM_FSCLEN", 5, 2), Field("PCM_MASTER", 1), Field("PCM_EN", 0)]),
      Register("PCM1_IN1_REG", at: 0x104, bits: 32, reset: 0x7FFFFFFF, [.readOnly("PCM_IN", 31, 0)]),
      Register("PCM1_IN2_REG", at: 0x108, bits: 32, reset: 0x7FFFFFFF, [.readOnly("PCM_IN", 31, 0)]),
      Register("PCM1_OUT1_REG", at: 0x10C, bits: 32, reset: 0x7FFFFFFF, [Field("PCM_OUT", 31, 0)]),
      Register("PCM1_OUT2_REG", at: 0x110, bits: 32, reset: 0x7FFFFFFF, [Field("PCM_OUT", 31, 0)]),
    ]))
}
