import Testing

@testable import Watchers

@Suite struct LineMapTests {
  private func code(_ address: UInt32, _ line: Int, in file: String = "/a.c", _ outer: String? = nil) -> (
    address: UInt32, frames: [SourceFrame]
  ) {
    let inner = SourceFrame(function: "f", file: file, line: line, startLine: 1)
    return (address, [inner] + (outer.map { [SourceFrame(function: "g", file: $0, line: 1, startLine: 1)] } ?? []))
  }

  @Test func piecesBeginWhereLinesChange() {
    let map = LineMap([code(0x100, 3), code(0x102, 3), code(0x106, 4), code(0x108, 3), code(0x10A, 3)])
    #expect(map.starts == [0, 0x100, 0x106, 0x108, 0x10E])
    let lines = [0xFC, 0x100, 0x104, 0x106, 0x108, 0x10C, 0x10E].map { map.lines[map.line(at: $0)].line }
    #expect(lines == [0, 3, 3, 4, 3, 3, 0])
  }

  /// Other code may stand between that of an image, such as a bootloader's.
  @Test func betweenInstructionsThereIsNothing() {
    let map = LineMap([code(0x100, 3), code(0x200, 3)])
    #expect(map.line(at: 0x103) == map.line(at: 0x200))
    #expect([0x104, 0x1FF, 0x204].map { map.line(at: $0) } == [0, 0, 0])
  }

  @Test func linesAreOfTheInnermostFunctionAndFilesOfTheOutermost() {
    let map = LineMap([code(0x100, 3, in: "/b.h", "/a.c"), (0x102, [])])
    #expect(map.lines[map.line(at: 0x100)] == LineMap.Place(file: "/b.h", line: 3))
    #expect(map.line(at: 0x102) == 0)
    #expect(map.file(of: 0x100) == "/a.c" && map.file(of: 0x102) == nil)
  }
}
