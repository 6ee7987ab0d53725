import Machine

extension Si1143 {
  /// What it can measure, as bits of CHLIST, in the order in which it does.
  enum Channel: UInt8, Codable, CaseIterable {
    case proximity1 = 0
    case proximity2 = 1
    case proximity3 = 2
    case visible = 4
    case infrared = 5
    case auxiliary = 6

    /// Those of PS_FORCE and PS_AUTO.
    static let proximity: UInt8 = 0x07
    /// Those of ALS_FORCE and ALS_AUTO; that AUX is one of them is chosen.
    static let ambient: UInt8 = 0x70

    var bit: UInt8 { 1 << rawValue }
    var isProximity: Bool { rawValue < 3 }
    /// The error that its overflow leaves in RESPONSE.
    var overflow: UInt8 { 0x88 + rawValue }
    /// The lower byte of its result.
    var register: UInt8 {
      switch self {
      case .proximity1, .proximity2, .proximity3: Si1143Register.proximity1 + 2 * rawValue
      case .visible, .infrared: Si1143Register.visible + 2 * (rawValue - 4)
      case .auxiliary: 0x2C
      }
    }
  }
}
