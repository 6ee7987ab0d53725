import Testing

@testable import Formats

@Suite struct HalfBlocksTests {
  @Test func twoRowsInALine() {
    let rows: [[Bool]] = [[true, true, false, false], [true, false, true, false], [false, true, false, true]]
    #expect(HalfBlocks.render(rows.flatMap(\.self), columns: 4) == ["█▀▄ ", " ▀ ▀"])
    #expect(HalfBlocks.render([], columns: 4) == [])
  }
}
