// Facts of the vendor's public register list, one line a register.
// swift-format-ignore-file
import Machine

extension StorageMap {
  /// Coexistence of the radio's users.
  static let coex = RegisterBlock(
    "COEX", at: 0x5000_2F00, size: 0x100, "coexistence of the radio's users",
    Register.storage([
      Register("COEX_CTRL_REG", at: 0x00, [Field("IGNORE_BLE", 15), Field("IGNORE_FTDF", 14), Field("IGNORE_EXT", 13), Field("SEL_BLE_RADIO_BUSY", 12, 11), Field("SEL_BLE_WLAN_TX_RX", 10), Field("SEL_FTDF_PTI", 8), Field("SEL_FTDF_CCA", 7), Field("SEL_COEX_DIAG", 6, 5), Field("SMART_ACT_IMPL", 4), Field("PRGING_ARBITER", 0)]),
      Register("COEX_STAT_REG", at: 0x02, [.readOnly("IGNORE_BLE_STAT", 15), .readOnly("IGNORE_FTDF_STAT", 14), .readOnly("IGNORE_EXT_STAT", 13), .readOnly("COEX_RADIO_BUSY", 12), .readOnly("EXT_ACT1", 11), .readOnly("EXT_ACT0", 10), .readOnly("SMART_PRI", 9), .readOnly("SMART_ACT", 8), .readOnly("COEX_DECISION_CLOSING", 7), .readOnly("COEX_DECISION", 6, 5), .readOnly("COEX_DECISION_PTR", 4, 0)]),
      Register("COEX_INT_MASK_REG", at: 0x04, [Field("COEX_IRQ_ON_DECISION_SW", 15), Field("COEX_IRQ_ON_START_MID", 14), Field("COEX_IRQ_ON_CLOSING_BRK", 13), Field("COEX_IRQ_ON_RADIO_BUSY_F", 12), Field("COEX_IRQ_ON_RADIO_BUSY_R", 11), Field("COEX_IRQ_ON_BLE_ACTIVE_F", 10), Field("COEX_IRQ_ON_BLE_ACTIVE_R", 9), Field("COEX_IRQ_ON_FTDF_ACTIVE_F", 8), Field("COEX_IRQ_ON_FTDF_ACTIVE_R", 7), Field("COEX_IRQ_ON_EXT_ACT_F", 6), Field("COEX_IRQ_ON_EXT_ACT_R", 5), Field("COEX_IRQ_ON_SMART_PRI_F", 4), Field("COEX_IRQ_ON_SMART_PRI_R", 3), Field("COEX_IRQ_ON_SMART_ACT_F", 2), Field("COEX_IRQ_ON_SMART_ACT_R", 1), Field("COEX_IRQ_MASK", 0)]),
      Register("COEX_INT_STAT_REG", at: 0x06, [.readOnly("COEX_IRQ_ON_DECISION_SW", 15), .readOnly("COEX_IRQ_ON_START_MID", 14), .readOnly("COEX_IRQ_ON_CLOSING_BRK", 13), .readOnly("COEX_IRQ_ON_RADIO_BUSY_F", 12), .readOnly("COEX_IRQ_ON_RADIO_BUSY_R", 11), .readOnly("COEX_IRQ_ON_BLE_ACTIVE_F", 10), .readOnly("COEX_IRQ_ON_BLE_ACTIVE_R", 9), .readOnly("COEX_IRQ_ON_FTDF_ACTIVE_F", 8), .readOnly("COEX_IRQ_ON_FTDF_ACTIVE_R", 7), .readOnly("COEX_IRQ_ON_EXT_ACT_F", 6), .readOnly("COEX_IRQ_ON_EXT_ACT_R", 5), .readOnly("COEX_IRQ_ON_SMART_PRI_F", 4), .readOnly("COEX_IRQ_ON_SMART_PRI_R", 3), .readOnly("COEX_IRQ_ON_SMART_ACT_F", 2), .readOnly("COEX_IRQ_ON_SMART_ACT_R", 1), .readOnly("COEX_IRQ_STAT", 0)]),
      Register("COEX_BLE_PTI_REG", at: 0x08, [Field("COEX_BLE_PTI", 2, 0)]),
      Register("COEX_FTDF_PTI_REG", at: 0x0A, [Field("COEX_FTDF_PTI", 2, 0)]),
      Register("COEX_DIAG_REG", at: 0x0C, [.readOnly("COEX_DIAG_MON", 15, 0)]),
      Register("COEX_PRI1_REG", at: 0x12, reset: 0x18, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI2_REG", at: 0x14, reset: 0x8, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI3_REG", at: 0x16, reset: 0x10, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI4_REG", at: 0x18, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI5_REG", at: 0x1A, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI6_REG", at: 0x1C, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI7_REG", at: 0x1E, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI8_REG", at: 0x20, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI9_REG", at: 0x22, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI10_REG", at: 0x24, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI11_REG", at: 0x26, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI12_REG", at: 0x28, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI13_REG", at: 0x2A, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI14_REG", at: 0x2C, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI15_REG", at: 0x2E, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI16_REG", at: 0x30, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
      Register("COEX_PRI17_REG", at: 0x32, [Field("COEX_PRI_MAC", 4, 3), Field("COEX_PRI_PTI", 2, 0)]),
    ], coverage: .cost))
}
