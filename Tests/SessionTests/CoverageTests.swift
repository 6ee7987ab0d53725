import Testing

@testable import Session
@testable import Watchers

/// What lcov is told of code that runs have executed.
@Suite struct CoverageTests {
  private func frame(_ function: String, _ file: String, _ line: Int, _ start: Int) -> SourceFrame {
    SourceFrame(function: function, file: file, line: line, startLine: start)
  }

  @Test func linesCountTheRunsThatExecutedThem() {
    var coverage = Coverage()
    coverage.add([
      ([frame("main", "/a.c", 3, 2)], [true, true]), ([frame("main", "/a.c", 3, 2)], [false, true]),
      ([frame("main", "/a.c", 4, 2)], [false, true]), ([frame("never", "/a.c", 9, 8)], [false, false]),
    ])
    #expect(
      coverage.tracefile == """
        TN:
        SF:/a.c
        FN:2,main
        FN:8,never
        FNDA:2,main
        FNDA:0,never
        FNF:2
        FNH:1
        DA:3,2
        DA:4,1
        DA:9,0
        LF:3
        LH:2
        end_of_record

        """)
    #expect(coverage.lines == (3, 2))
  }

  /// An instruction of an inlined function is one of its own line and of the line that called it.
  @Test func inlinedFramesCountToo() {
    var coverage = Coverage()
    coverage.add([([frame("inner", "/b.h", 5, 4), frame("outer", "/a.c", 7, 6)], [true]), ([], [true])])
    #expect(coverage.tracefile.contains("SF:/a.c\nFN:6,outer\nFNDA:1,outer\nFNF:1\nFNH:1\nDA:7,1\n"))
    #expect(coverage.tracefile.contains("SF:/b.h\nFN:4,inner\nFNDA:1,inner\nFNF:1\nFNH:1\nDA:5,1\n"))
  }

  @Test func imagesThatShareSourcesAreAdded() {
    var coverage = Coverage()
    coverage.add([([frame("f", "/a.c", 3, 2)], [true])])
    coverage.add([([frame("f", "/a.c", 3, 2)], [true, false]), ([frame("f", "/a.c", 4, 2)], [false, false])])
    #expect(coverage.tracefile.contains("FNDA:2,f\nFNF:1\nFNH:1\nDA:3,2\nDA:4,0\n"))
  }

  @Test func overloadsAreToldApartByTheirLines() {
    var coverage = Coverage()
    coverage.add([
      ([frame("_ZN6Sensor4readEv", "/s.cc", 3, 2)], [true]), ([frame("_ZN6Sensor4readEi", "/s.cc", 6, 5)], [false]),
    ])
    let names = coverage.tracefile.split(separator: "\n").filter { $0.hasPrefix("FNDA:") }
    #expect(names == ["FNDA:1,Sensor::read()", "FNDA:0,Sensor::read(int)"])
    coverage.add([([frame("_ZN5Other3addEv", "/o.cc", 3, 2)], [true]), ([frame("add", "/p.c", 3, 2)], [true])])
    coverage.add([([frame("add", "/p.c", 8, 7)], [false])])
    #expect(coverage.tracefile.contains("FNDA:1,add:2\nFNDA:0,add:7\n"))
  }

  /// Where debug information has lines alone, a function begins at its first line with code.
  @Test func functionsWithoutABeginning() {
    var coverage = Coverage()
    coverage.add([([frame("f", "/a.c", 9, 0)], [true]), ([frame("f", "/a.c", 5, 0)], [false])])
    #expect(coverage.tracefile.contains("FN:5,f\nFNDA:1,f\n"))
  }
}
