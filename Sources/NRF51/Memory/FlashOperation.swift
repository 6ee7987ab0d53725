import Machine

/// A write or erase of flash or UICR that is under way or waits for the one before it.
struct FlashOperation: Codable {
  enum Kind: String, Codable {
    case writeFlash, writeUser, erasePage, eraseAll, eraseUser
  }

  var kind: Kind
  /// The byte in the flash or in UICR.
  var offset = 0
  /// What is written.
  var value: UInt32 = 0
  var start: Tick
  var end: Tick
  /// The CPU stands still until it is over.
  var halts: Bool

  var isErase: Bool { kind == .erasePage || kind == .eraseAll || kind == .eraseUser }

  /// The bytes of flash that it changes, in a flash of `size` bytes.
  func range(of size: Int) -> Range<Int> {
    switch kind {
    case .writeFlash: (offset..<offset + 4).clamped(to: 0..<size)
    case .erasePage: (offset..<offset + NVMC.pageSize).clamped(to: 0..<size)
    case .eraseAll: 0..<size
    case .writeUser, .eraseUser: 0..<0
    }
  }
}
