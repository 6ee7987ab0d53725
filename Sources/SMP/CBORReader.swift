/// One data item of a message. Strings and containers refer to the message's memory.
public enum CBORItem {
  /// A number of at least 0.
  case unsigned(UInt64)
  /// The number -1 - n.
  case negative(UInt64)
  /// A byte string.
  case bytes(CBORString)
  /// A text string; its UTF-8 is not checked.
  case text(CBORString)
  /// An array, to be walked with `next()`.
  case array(CBORContainer)
  /// A map, to be walked with `nextField()`.
  case map(CBORContainer)
  /// True or false.
  case boolean(Bool)
  /// Null or undefined.
  case null
  /// A number of floating point or another simple value: passed over, not interpreted.
  case other
}

/// Reads the CBOR that the field's tools send (RFC 8949): definite and indefinite lengths, any order of keys, unknown
/// values passed over, tags ignored. An item is checked to its end, including everything inside it, before it is handed
/// out; nesting deeper than `depthLimit` is refused.
public struct CBORReader {
  /// Deepest nesting accepted; SMP messages need four.
  public static let depthLimit = 8

  private let input: UnsafeBufferPointer<UInt8>
  /// Bytes read so far.
  public private(set) var position: Int

  /// The head of an item: major type, additional information, and the number that they carry.
  struct Head {
    var major: UInt8
    var info: UInt8
    var argument: UInt64
    var isIndefinite: Bool { info == 31 }
  }

  /// Reads `input` from its start.
  public init(_ input: UnsafeBufferPointer<UInt8>) {
    self.init(input, at: 0)
  }

  init(_ input: UnsafeBufferPointer<UInt8>, at position: Int) {
    self.input = input
    self.position = position
  }

  /// Whether all input was read.
  public var isAtEnd: Bool { position >= input.count }

  /// Whether the break that ends an indefinite-length item comes next.
  var isAtBreak: Bool { position < input.count && input[position] == 0xFF }

  /// The next item; nil when the input ends or is malformed.
  public mutating func next() -> CBORItem? {
    guard var head = head() else { return nil }
    var tags = 0
    while head.major == 6 {
      tags &+= 1
      guard tags <= CBORReader.depthLimit, let next = self.head() else { return nil }
      head = next
    }
    let start = position
    guard skipBody(head, depth: CBORReader.depthLimit) else { return nil }
    switch head.major {
    case 0: return .unsigned(head.argument)
    case 1: return .negative(head.argument)
    case 2: return .bytes(string(head, from: start))
    case 3: return .text(string(head, from: start))
    case 4: return .array(container(head, from: start))
    case 5: return .map(container(head, from: start))
    default:
      switch head.info {
      case 20, 21: return .boolean(head.info == 21)
      case 22, 23: return .null
      default: return .other
      }
    }
  }

  /// Passes over the break that ends an indefinite-length item.
  mutating func skipBreak() {
    if isAtBreak { position &+= 1 }
  }

  /// Passes over bytes that are known to be there.
  mutating func skip(_ count: Int) { position &+= count }

  mutating func head() -> Head? {
    guard position < input.count else { return nil }
    let first = input[position]
    let info = first & 31
    position &+= 1
    switch info {
    case 0..<24: return Head(major: first >> 5, info: info, argument: UInt64(info))
    case 24...27:
      let size = 1 << Int(info &- 24)
      guard input.count &- position >= size else { return nil }
      var value: UInt64 = 0
      for _ in 0..<size {
        value = value << 8 | UInt64(input[position])
        position &+= 1
      }
      return Head(major: first >> 5, info: info, argument: value)
    case 31 where (2...5).contains(first >> 5): return Head(major: first >> 5, info: info, argument: 0)
    default: return nil
    }
  }

  /// Moves past what follows `head`, checking it; false when it is malformed.
  private mutating func skipBody(_ head: Head, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    switch head.major {
    case 2, 3: return head.isIndefinite ? skipChunks(of: head.major) : advance(head.argument)
    case 4, 5:
      let perElement = head.major == 5 ? 2 : 1
      if head.isIndefinite {
        while !isAtBreak {
          for _ in 0..<perElement { guard skipItem(depth: depth &- 1) else { return false } }
        }
        position &+= 1
        return true
      }
      // A hostile count ends with the input: every element takes at least one byte.
      var left = head.argument
      while left > 0 {
        for _ in 0..<perElement { guard skipItem(depth: depth &- 1) else { return false } }
        left &-= 1
      }
      return true
    case 6: return skipItem(depth: depth &- 1)
    default: return true
    }
  }

  private mutating func skipItem(depth: Int) -> Bool {
    guard let head = head() else { return false }
    return skipBody(head, depth: depth)
  }

  private mutating func skipChunks(of major: UInt8) -> Bool {
    while !isAtBreak {
      guard let chunk = head(), chunk.major == major, !chunk.isIndefinite, advance(chunk.argument) else { return false }
    }
    position &+= 1
    return true
  }

  private mutating func advance(_ count: UInt64) -> Bool {
    guard count <= UInt64(input.count &- position) else { return false }
    position &+= Int(truncatingIfNeeded: count)
    return true
  }

  private func string(_ head: Head, from start: Int) -> CBORString {
    guard head.isIndefinite else { return CBORString(UnsafeBufferPointer(rebasing: input[start..<position])) }
    let chunks = UnsafeBufferPointer(rebasing: input[start..<(position &- 1)])
    var reader = CBORReader(chunks)
    var count = 0
    while let chunk = reader.head(), reader.advance(chunk.argument) {
      count &+= Int(truncatingIfNeeded: chunk.argument)
    }
    return CBORString(chunks: chunks, count: count)
  }

  private func container(_ head: Head, from start: Int) -> CBORContainer {
    CBORContainer(CBORReader(input, at: start), count: head.isIndefinite ? nil : head.argument)
  }
}
