import Testing

@testable import DA14681

struct CacheLinesTests {
  @Test(arguments: [(0, 8), (1, 16), (2, 32), (3, 32)]) func lineSizeIsThatOfItsCode(_ code: UInt32, _ bytes: Int) {
    let lines = CacheLines(line: code, ways: 2)
    #expect(lines.lineSize == bytes)
    #expect(lines.bytes(around: 0x1235) == 0x1235 / bytes * bytes..<0x1235 / bytes * bytes + bytes)
  }

  /// Addresses that share a set are 16 KiB divided by the ways apart.
  @Test(arguments: [(0, 1), (1, 2), (2, 4), (3, 4)] as [(UInt32, Int)], [0, 1, 2] as [UInt32])
  func aSetReplacesInTheOrderOfArrival(_ ways: (UInt32, Int), _ line: UInt32) {
    var lines = CacheLines(line: line, ways: ways.0)
    let distance = 0x4000 / ways.1
    for way in 0..<ways.1 { #expect(lines.take(0x40 + way * distance) == nil) }
    for way in 0..<ways.1 { #expect(lines.holds(0x40 + way * distance)) }
    #expect(lines.take(0x40 + ways.1 * distance) == lines.bytes(around: 0x40))
    #expect(!lines.holds(0x40))
    #expect(lines.take(0x40) == lines.bytes(around: 0x40 + distance))
    #expect(lines.held.count == ways.1)
  }

  /// Code that ran through is told of at once, and everything once.
  @Test(arguments: 0..<3 as Range<UInt32>) func emptyingTellsOfEveryLineOnce(_ ways: UInt32) {
    var lines = CacheLines(line: 0, ways: ways)
    let offsets = [0x40, 0x48, 0x50, 0x200, 0x208, 0x210, 0x4048, 0x8048, 0x100, 0x1_0108, 0x7FF8, 0x8000]
    for offset in offsets { _ = lines.take(offset) }
    let held = lines.held
    var told: [Range<Int>] = []
    lines.removeAll { told.append($0) }
    #expect(lines == CacheLines(line: 0, ways: ways))
    #expect(told.count < held.count)
    #expect(told.flatMap(Array.init).sorted() == held.flatMap(Array.init).sorted())
    #expect(told.allSatisfy { $0.lowerBound % 8 == 0 && $0.upperBound % 8 == 0 && !$0.isEmpty })
    lines.removeAll { _ in Issue.record("nothing is left") }
  }

  @Test func onlyWhatDiffersIsTold() {
    func lines(_ code: UInt32, _ offsets: [Int]) -> CacheLines {
      var lines = CacheLines(line: code, ways: 1)
      for offset in offsets { _ = lines.take(offset) }
      return lines
    }
    var (gone, come) = ([Range<Int>](), [Range<Int>]())
    func replace(_ old: CacheLines, _ new: CacheLines) {
      (gone, come) = ([], [])
      var lines = old
      lines.replace(with: new, removed: { gone.append($0) }, added: { come.append($0) })
      #expect(lines == new)
    }
    let (old, new) = (lines(0, [0x40, 0x80, 0x2040]), lines(0, [0x40, 0x100, 0x4040]))
    replace(old, old)
    #expect(gone.isEmpty && come.isEmpty)
    replace(old, new)
    #expect(gone == [0x2040..<0x2048, 0x80..<0x88] && come == [0x4040..<0x4048, 0x100..<0x108])
    // The same line in another way of its set goes and comes.
    replace(lines(0, [0x40, 0x2040]), lines(0, [0x2040]))
    #expect(gone == [0x40..<0x48, 0x2040..<0x2048] && come == [0x2040..<0x2048])
    // Lines of another size have nothing in common.
    replace(old, lines(1, [0x40]))
    #expect(gone.count == 3 && come == [0x40..<0x50])
  }

  @Test func sixteenKiBFitWithoutReplacement() {
    for line in 0..<3 as Range<UInt32> {
      for ways in 0..<3 as Range<UInt32> {
        var lines = CacheLines(line: line, ways: ways)
        for offset in stride(from: 0x8000, to: 0xC000, by: lines.lineSize) { #expect(lines.take(offset) == nil) }
        #expect(lines.held.count * lines.lineSize == 0x4000)
        #expect(lines.isSound)
      }
    }
  }
}
