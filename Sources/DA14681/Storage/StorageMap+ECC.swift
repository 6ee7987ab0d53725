// Facts of the vendor's public register list, one line a register.
// swift-format-ignore-file
import Machine

extension StorageMap {
  /// Elliptic-curve engine.
  static let ecc = RegisterBlock(
    "ECC", at: 0x5000_6000, size: 0x100, "elliptic-curve engine",
    Register.storage([
      Register("ECC_CONFIG_REG", at: 0x00, bits: 32, [Field("ECC_OpPtrC", 20, 16), Field("ECC_OpPtrB", 12, 8), Field("ECC_OpPtrA", 4, 0)]),
      Register("ECC_COMMAND_REG", at: 0x04, bits: 32, [Field("ECC_CalcR2", 31), Field("ECC_SignB", 30), Field("ECC_SignA", 29), Field("ECC_SizeOfOperands", 15, 8), Field("ECC_Field", 7), Field("ECC_TypeOperation", 6, 0)]),
      Register("ECC_CONTROL_REG", at: 0x08, bits: 32, [Field("ECC_Start", 0)]),
      Register("ECC_STATUS_REG", at: 0x0C, bits: 32, [.readOnly("ECC_Busy", 16), .readOnly("ECC_PrimalityTestResult", 12), .readOnly("ECC_NotInvertible", 11), .readOnly("ECC_Param_AB_NotValid", 10), .readOnly("ECC_Signature_NotValid", 9), .readOnly("ECC_Param_n_NotValid", 7), .readOnly("ECC_Couple_NotValid", 6), .readOnly("ECC_Point_Px_AtInfinity", 5), .readOnly("ECC_Point_Px_NotOnCurve", 4), .readOnly("ECC_Fail_Address", 3, 0)]),
      Register("ECC_VERSION_REG", at: 0x10, bits: 32, reset: 0x400, [.readOnly("ECC_HVN", 15, 8), .readOnly("ECC_SVN", 7, 0)]),
    ]))
}
