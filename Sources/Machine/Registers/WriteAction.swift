/// What a write by software makes of bits, where that is not what was written. The names are those of CMSIS-SVD's
/// `modifiedWriteValues`.
public enum WriteAction: String, Codable, Sendable {
  /// 1 clears the bit, 0 leaves it.
  case oneToClear
  /// 1 sets the bit, 0 leaves it.
  case oneToSet
  /// 1 inverts the bit, 0 leaves it.
  case oneToToggle
  /// 0 clears the bit, 1 leaves it.
  case zeroToClear
  /// 0 sets the bit, 1 leaves it.
  case zeroToSet
  /// 0 inverts the bit, 1 leaves it.
  case zeroToToggle
  /// Whatever was written, the bit is 0 afterwards: the write is the event.
  case clear
  /// Whatever was written, the bit is 1 afterwards.
  case set

  /// The bit after a write.
  func result(old: Bool, written: Bool) -> Bool {
    switch self {
    case .oneToClear: old && !written
    case .oneToSet: old || written
    case .oneToToggle: old != written
    case .zeroToClear: old && written
    case .zeroToSet: old || !written
    case .zeroToToggle: old == written
    case .clear: false
    case .set: true
    }
  }
}
