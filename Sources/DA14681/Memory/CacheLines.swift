/// Which lines of the flash are in the cache: 16 KiB in sets of one, two or four ways.
///
/// The replacement policy is not public. Chosen: each set replaces its lines in the order in which they came, so that a
/// hit changes nothing and costs the emulator nothing.
struct CacheLines: Codable, Equatable {
  /// Bytes of the data RAM.
  static let capacity = 0x4000
  private static let none: Int32 = -1

  /// A line has 2 to the power of this many bytes: 3 to 5.
  let lineShift: Int
  /// A set has 2 to the power of this many ways: 0 to 2.
  let wayShift: Int
  /// The number of the line in each way of each set, or -1.
  private var lines: [Int32]
  /// The way of each set that is replaced next.
  private var next: [UInt8]

  /// An empty cache; `line` and `ways` are the register's codes: 8, 16 or 32 bytes, and 1, 2 or 4 ways. The reserved code
  /// 3 is taken as the largest.
  init(line: UInt32, ways: UInt32) {
    lineShift = 3 + Int(min(line & 3, 2))
    wayShift = Int(min(ways & 3, 2))
    let count = Self.capacity >> lineShift
    lines = Array(repeating: Self.none, count: count)
    next = Array(repeating: 0, count: count >> wayShift)
  }

  /// Bytes in a line.
  var lineSize: Int { 1 << lineShift }

  /// The bytes of the flash in the line of a byte offset.
  func bytes(around offset: Int) -> Range<Int> { bytes(of: offset >> lineShift) }

  private func bytes(of line: Int) -> Range<Int> { line << lineShift..<(line + 1) << lineShift }

  /// Whether the line of a byte offset is in the cache.
  func holds(_ offset: Int) -> Bool {
    let line = offset >> lineShift
    let first = (line & (next.count - 1)) << wayShift
    return lines[first..<first + 1 << wayShift].contains(Int32(truncatingIfNeeded: line))
  }

  /// Takes the line of a byte offset in; returns the bytes of the line that it replaces.
  mutating func take(_ offset: Int) -> Range<Int>? {
    let line = offset >> lineShift
    let set = line & (next.count - 1)
    let way = Int(next[set]) & (1 << wayShift - 1)
    let place = set << wayShift + way
    let replaced = lines[place]
    lines[place] = Int32(truncatingIfNeeded: line)
    next[set] = UInt8((way + 1) & (1 << wayShift - 1))
    return replaced == Self.none ? nil : bytes(of: Int(replaced))
  }

  /// Takes every line out, telling the bytes of those that follow each other in the flash at once: code that ran through lies in
  /// one way of one set after the other.
  mutating func removeAll(_ tell: (Range<Int>) -> Void) {
    // Lines from `first` up to `end`; an empty run has none.
    var (first, end) = (0, 0)
    let (count, ways, shift) = (lines.count, 1 << wayShift, lineShift)
    lines.withUnsafeMutableBufferPointer { lines in
      for way in 0..<ways {
        var place = way
        while place < count {
          let line = Int(lines[place])
          if line >= 0 {
            lines[place] = Self.none
            if line != end || first == end {
              if first < end { tell(first << shift..<end << shift) }
              first = line
            }
            end = line + 1
          }
          place += ways
        }
      }
    }
    if first < end { tell(first << shift..<end << shift) }
    for set in next.indices { next[set] = 0 }
  }

  /// The bytes of all lines in the cache.
  var held: [Range<Int>] { lines.filter { $0 != Self.none }.map { bytes(of: Int($0)) } }

  /// Whether lines and ways are as large as the other's.
  func hasGeometry(of other: CacheLines) -> Bool { lineShift == other.lineShift && wayShift == other.wayShift }

  /// Becomes `next`, telling the bytes of the lines that went, then of those that came.
  mutating func replace(with next: CacheLines, removed: (Range<Int>) -> Void, added: (Range<Int>) -> Void) {
    let old = self
    self = next
    if old == next { return }
    let isAlike = old.hasGeometry(of: next)
    for (place, line) in old.lines.enumerated() where line != Self.none && !(isAlike && next.lines[place] == line) {
      removed(old.bytes(of: Int(line)))
    }
    for (place, line) in next.lines.enumerated() where line != Self.none && !(isAlike && old.lines[place] == line) {
      added(next.bytes(of: Int(line)))
    }
  }

  /// Whether the arrays are as long as the geometry asks, which a snapshot file may get wrong.
  var isSound: Bool {
    (3...5).contains(lineShift) && (0...2).contains(wayShift) && lines.count == Self.capacity >> lineShift
      && next.count == lines.count >> wayShift && lines.allSatisfy { $0 >= Self.none && $0 < 1 << 24 }
  }
}
