// Facts of the vendor's public register list, one line a register.
// swift-format-ignore-file

extension QuadratureDecoder {
  /// The registers of the quadrature decoder.
  static let description = StorageMap.parse(
    """
    = QUAD 50001A00 100 peripheral
    QDEC_CTRL_REG 0 16 10 CHZ_PORT_EN:12:12 CHY_PORT_EN:11:11 CHX_PORT_EN:10:10 QD_IRQ_THRES:9:3 QD_IRQ_STATUS/r:2:2 QD_IRQ_CLR:1:1 QD_IRQ_MASK:0:0
    QDEC_XCNT_REG 2 16 0 X_counter/r:15:0
    QDEC_YCNT_REG 4 16 0 Y_counter/r:15:0
    QDEC_ZCNT_REG 6 16 0 Z_counter/r:15:0
    QDEC_CLOCKDIV_REG 8 16 0 clock_divider:9:0
    """, coverage: .modelled)[0]
}
