/// Halfwords, sorted by a quicksort that calls itself and asks a function about each pair.
enum Sorting {
  private typealias Order = @convention(c) (UInt16, UInt16) -> Bool

  private static let count = 256
  private nonisolated(unsafe) static var values = InlineArray<256, UInt16>(repeating: 0)
  private nonisolated(unsafe) static var random = Random(seed: 5)
  private nonisolated(unsafe) static var order: Order = { $0 < $1 }

  static func prepare() { for place in 0..<count { values[place] = UInt16(truncatingIfNeeded: random.next()) } }

  /// Sorts what the round before left, with a third of it drawn anew, by value or by its low byte first.
  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    order = seed & 1 == 0 ? { $0 < $1 } : { $0 << 8 | $0 >> 8 < $1 << 8 | $1 >> 8 }
    return withUnsafeMutablePointer(to: &values) {
      let values = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt16.self)
      var place = Int(seed % 3)
      while place < count {
        values[place] = UInt16(truncatingIfNeeded: random.next())
        place += 3
      }
      sort(values, values + (count - 1))
      var mixed = seed
      for place in 0..<count { mixed = (mixed << 1 | mixed >> 31) &+ UInt32(values[place]) }
      return mixed
    }
  }

  /// From `first` to `last`, both included.
  @inline(never) private static func sort(_ first: UnsafeMutablePointer<UInt16>, _ last: UnsafeMutablePointer<UInt16>) {
    guard first < last else { return }
    let pivot = first[(last - first) / 2]
    var (low, high) = (first, last)
    while low <= high {
      while order(low.pointee, pivot) { low += 1 }
      while order(pivot, high.pointee) { high -= 1 }
      guard low <= high else { break }
      (low.pointee, high.pointee) = (high.pointee, low.pointee)
      low += 1
      high -= 1
    }
    sort(first, high)
    sort(low, last)
  }
}
