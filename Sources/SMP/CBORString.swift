/// A text or byte string where it lies in a message: in one piece, or in the chunks of an indefinite-length string.
public struct CBORString {
  /// The contents, or the encoded chunks without the final break. Checked by `CBORReader` before it is handed out.
  let storage: UnsafeBufferPointer<UInt8>
  let chunked: Bool
  /// Bytes of content.
  public let count: Int

  /// A string in one piece.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    storage = bytes
    chunked = false
    count = bytes.count
  }

  init(chunks: UnsafeBufferPointer<UInt8>, count: Int) {
    storage = chunks
    chunked = true
    self.count = count
  }

  /// The contents when they lie in one piece.
  public var contiguous: UnsafeBufferPointer<UInt8>? { chunked ? nil : storage }

  /// Walks over the contents.
  public func bytes() -> Bytes { Bytes(self) }

  /// Whether the contents are the UTF-8 of `text`.
  #if COMPACT
    @inline(never)
  #endif
  public func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    var bytes = bytes()
    for index in 0..<count where bytes.next() != text.utf8Start[index] { return false }
    return true
  }

  /// Hands the contents on in as many pieces as they lie in, until `take` returns false.
  public func forEachPiece(_ take: (UnsafeBufferPointer<UInt8>) -> Bool) {
    guard chunked else {
      if !storage.isEmpty { _ = take(storage) }
      return
    }
    var reader = CBORReader(storage)
    while let head = reader.head(), let size = Int(exactly: head.argument) {
      let start = reader.position
      guard size <= storage.count &- start else { return }
      if size > 0 && !take(UnsafeBufferPointer(rebasing: storage[start..<(start &+ size)])) { return }
      reader.skip(size)
    }
  }

  /// Whether the contents begin with the UTF-8 of `text`.
  public func begins(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    var bytes = bytes()
    for index in 0..<text.utf8CodeUnitCount where bytes.next() != text.utf8Start[index] { return false }
    return true
  }

  /// Whether the contents end with the UTF-8 of `text`.
  #if COMPACT
    @inline(never)
  #endif
  public func ends(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    var bytes = bytes()
    for _ in 0..<(count &- text.utf8CodeUnitCount) { _ = bytes.next() }
    for index in 0..<text.utf8CodeUnitCount where bytes.next() != text.utf8Start[index] { return false }
    return true
  }

  /// The contents, a byte at a time.
  public struct Bytes {
    private let storage: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// Bytes left of the present chunk.
    private var left: Int

    init(_ string: CBORString) {
      storage = string.storage
      left = string.chunked ? 0 : string.storage.count
    }

    /// The next byte; nil at the end.
    public mutating func next() -> UInt8? {
      while left == 0 {
        var reader = CBORReader(storage, at: index)
        guard let head = reader.head(), let size = Int(exactly: head.argument) else { return nil }
        index = reader.position
        left = size
      }
      guard index < storage.count else { return nil }
      let byte = storage[index]
      index &+= 1
      left &-= 1
      return byte
    }
  }
}
