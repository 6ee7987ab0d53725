import Machine

/// A watchpoint as the client inserted it.
struct Watchpoint: Hashable {
  /// Bytes that one may watch: pages of them leave the bus's fast path.
  static let largest: UInt64 = 1 << 20

  enum Kind: Int {
    case write = 2
    case read = 3
    case access = 4

    /// What is watched.
    var accesses: Set<MemoryAccess.Kind> {
      switch self {
      case .write: [.write]
      case .read: [.read]
      case .access: [.read, .write]
      }
    }

    /// As stop replies name it.
    var name: String {
      switch self {
      case .write: "watch"
      case .read: "rwatch"
      case .access: "awatch"
      }
    }
  }

  var kind: Kind
  var range: ClosedRange<UInt32>
}
