import Machine

/// The registers of the quadrature decoder.
/// Source: the vendor's public register list.
extension QuadratureDecoder {
  static let on = [Field("CHX_PORT_EN", 10), Field("CHY_PORT_EN", 11), Field("CHZ_PORT_EN", 12)]
  static let threshold = Field("QD_IRQ_THRES", 9, 3)
  static let isPending = Field.readOnly("QD_IRQ_STATUS", 2)
  static let clears = Field("QD_IRQ_CLR", 1, onWrite: .clear)
  static let isInterruptEnabled = Field("QD_IRQ_MASK", 0)

  static let control = Register(
    "QDEC_CTRL_REG", at: 0x00, reset: 0x10, on + [threshold, isPending, clears, isInterruptEnabled])
  /// Of X, Y and Z.
  static let counts = RegisterArray(
    Register("QDEC_%sCNT_REG", at: 0x02, [.readOnly("%s_counter", 15, 0)]), count: 3, every: 2)
  static let divider = Register("QDEC_CLOCKDIV_REG", at: 0x08, [Field("clock_divider", 9, 0)])

  /// Those of one decoder.
  public static func registers(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "quadrature decoder", [control, divider] + counts.registers(named: ["X", "Y", "Z"]))
  }

  /// Those of one decoder that chooses its pads by itself.
  /// Source: the register list of the DA14580.
  public static func choosingRegisters(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "quadrature decoder",
      [
        Register("QDEC_CTRL_REG", at: 0x00, reset: 0x10, [threshold, isPending, clears, isInterruptEnabled]),
        Register("QDEC_XCNT_REG", at: 0x02, [.readOnly("X_counter", 15, 0)]),
        Register("QDEC_YCNT_REG", at: 0x04, [.readOnly("Y_counter", 15, 0)]),
        Register("QDEC_CLOCKDIV_REG", at: 0x06, [Field("clock_divider", 9, 0)]),
        Register(
          "QDEC_CTRL2_REG", at: 0x08,
          [Field("CHX_PORT_SEL", 3, 0), Field("CHY_PORT_SEL", 7, 4), Field("CHZ_PORT_SEL", 11, 8)]),
        Register("QDEC_ZCNT_REG", at: 0x0A, [.readOnly("Z_counter", 15, 0)]),
      ])
  }
}
