import Machine
import Testing

@testable import Watchers

@Suite struct LineProfileTests {
  private func node(
    _ parent: Int, _ kind: LineProfile.Kind, nanocoulombs: Double = 0, cycles: UInt64 = 0, calls: UInt64 = 0
  )
    -> LineProfile.Node
  {
    LineProfile.Node(
      parent: parent, kind: kind, charge: Int128(nanocoulombs * 10) * (Charge.perNanocoulomb / 10), cycles: cycles,
      calls: calls)
  }

  /// main calls work in line 5, and a load is on from line 9 of it; line 2 is of a header.
  @Test func costsAndCallsByLine() {
    let profile = LineProfile(nodes: [
      node(0, .function(name: "all", file: nil)), node(0, .function(name: "thread", file: nil)),
      node(1, .function(name: "main", file: "/a.c"), calls: 1),
      node(2, .line(.init(file: "/a.c", line: 5)), nanocoulombs: 3, cycles: 30),
      node(3, .function(name: "work", file: "/a.c"), calls: 2),
      node(4, .line(.init(file: "/a.c", line: 9)), nanocoulombs: 4, cycles: 40),
      node(4, .line(.init(file: "/b.h", line: 2)), nanocoulombs: 1, cycles: 10),
      node(5, .function(name: "[LED on]", file: nil), nanocoulombs: 100),
    ])
    #expect(
      profile.callgrind(title: "test") == """
        # callgrind format
        version: 1
        creator: bandbox
        cmd: test
        positions: line
        events: nC Cycles
        summary: 108 80

        fl=/a.c
        fn=main
        5 3 30
        cfi=/a.c
        cfn=work
        calls=2 0
        5 105 50

        fl=/a.c
        fn=work
        9 4 40
        fi=/b.h
        2 1 10
        fe=/a.c
        cfi=???
        cfn=[LED on]
        calls=1 0
        9 100 0

        fl=???
        fn=[LED on]
        0 100 0

        fl=???
        fn=thread
        cfi=/a.c
        cfn=main
        calls=1 0
        0 108 80

        totals: 108 80

        """)
  }

  /// Halves that would each be rounded up add to the rounded sum.
  @Test func nanocoulombsAddUp() {
    let profile = LineProfile(
      nodes: [node(0, .function(name: "all", file: nil)), node(0, .function(name: "f", file: "/a.c"))]
        + (1...5).map { node(1, .line(.init(file: "/a.c", line: $0)), nanocoulombs: 0.5, cycles: 1) })
    let text = profile.callgrind(title: "halves")
    #expect(text.contains("fn=f\n1 1 1\n2 0 1\n3 1 1\n4 0 1\n5 1 1\n") && text.contains("\ntotals: 3 5\n"), "\(text)")
  }
}
