import Images
import SeededRandom
import Testing
@testable import Watchers

@Suite struct CallStackTests {
  /// Three functions at 0x100, 0x200, 0x300 and a handler at 0x400, each 0x100 long.
  private struct Bench {
    let map = FunctionMap(
      SymbolTable(
        ["main", "work", "leaf", "handler"].enumerated().map {
          .init(name: $1, address: UInt32(0x100 + 0x100 * $0), size: 0x100, isFunction: true)
        }))
    var tree = CallTree()
    var stack = CallStack()

    private var last: UInt32 = 0

    mutating func step(_ place: UInt32, sp: UInt32 = 0x1000, lr: UInt32 = 1, exception: Int = 0) {
      defer { last = place }
      guard stack.isJump(place, exception: exception) else { return }
      stack.follow(
        .init(programCounter: place, stackPointer: sp, linkRegister: lr, exception: exception), from: last, in: map,
        tree: &tree
      ) { exception, tree in tree.child(of: 0, 1_000 + exception) }
    }

    /// Names from the outermost to the present function.
    var path: [String] {
      var names: [String] = []
      var node = stack.node
      while node > 0 {
        let function = tree.nodes[node].function
        names.append(function < 1_000 ? map.functions[function].name : "exception \(function - 1_000)")
        node = tree.nodes[node].parent
      }
      return names.reversed()
    }
  }

  @Test func callsReturnsAndTailCalls() {
    var bench = Bench()
    bench.step(0x100)
    bench.step(0x102)
    bench.step(0x200, sp: 0x1000, lr: 0x107)  // BL at 0x102
    #expect(bench.path == ["exception 0", "main", "work"])
    bench.step(0x202, sp: 0xFF0, lr: 0x107)
    bench.step(0x300, sp: 0xFF0, lr: 0x205)  // BLX at 0x202
    #expect(bench.path == ["exception 0", "main", "work", "leaf"])
    bench.step(0x204, sp: 0xFF0, lr: 0x205)
    #expect(bench.path == ["exception 0", "main", "work"])
    bench.step(0x300, sp: 0x1000, lr: 0x107)  // B leaf, with work's frame gone
    #expect(bench.path == ["exception 0", "main", "leaf"])
    bench.step(0x106, sp: 0x1000, lr: 0x107)
    #expect(bench.path == ["exception 0", "main"])
    #expect(bench.tree.nodes.map(\.calls).reduce(0, +) == 4)
  }

  @Test func recursionNestsAndUnwindsByTheStackPointer() {
    var bench = Bench()
    bench.step(0x100)
    bench.step(0x200, sp: 0x1000, lr: 0x105)
    bench.step(0x210, sp: 0xFF0, lr: 0x105)
    bench.step(0x200, sp: 0xFF0, lr: 0x215)
    bench.step(0x210, sp: 0xFE0, lr: 0x215)
    bench.step(0x200, sp: 0xFE0, lr: 0x215)
    #expect(bench.path == ["exception 0", "main", "work", "work", "work"])
    // The innermost runs past the place where the others will return to, with its own frame still there.
    bench.step(0x212, sp: 0xFD0)
    bench.step(0x214, sp: 0xFD0)
    #expect(bench.path.count == 5)
    bench.step(0x214, sp: 0xFE0)
    #expect(bench.path.count == 4)
    bench.step(0x214, sp: 0xFF0)
    #expect(bench.path.count == 3)
    bench.step(0x104, sp: 0x1000)
    #expect(bench.path == ["exception 0", "main"])
  }

  @Test func exceptionsHaveStacksOfTheirOwn() {
    var bench = Bench()
    bench.step(0x100)
    bench.step(0x200, sp: 0x1000, lr: 0x105)
    bench.step(0x400, sp: 0xFD0, lr: 0xFFFF_FFF9, exception: 16)
    #expect(bench.path == ["exception 16", "handler"])
    bench.step(0x300, sp: 0xFC0, lr: 0x405, exception: 16)
    #expect(bench.path == ["exception 16", "handler", "leaf"])
    bench.step(0x400, sp: 0xFA0, lr: 0xFFFF_FFF1, exception: 2)
    #expect(bench.path == ["exception 2", "handler"])
    bench.step(0x302, sp: 0xFC0, lr: 0x405, exception: 16)
    #expect(bench.path == ["exception 16", "handler", "leaf"])
    bench.step(0x404, sp: 0xFC0, exception: 16)
    // Another exception without a return in between.
    bench.step(0x400, sp: 0xFD0, lr: 0xFFFF_FFF9, exception: 17)
    #expect(bench.path == ["exception 17", "handler"])
    bench.step(0x204, sp: 0x1000, lr: 0x105)
    #expect(bench.path == ["exception 0", "main", "work"])
  }

  /// Whatever firmware does, depth and tree stay bounded.
  @Test func hostileJumpsAreBounded() {
    var bench = Bench()
    var random = SplitMix(seed: 1)
    var last: UInt32 = 0x100
    for _ in 0..<50_000 {
      let place = (random.word() % 0x500) & ~1
      let link = random.word() % 3 == 0 ? last &+ 5 : random.word()
      bench.step(place, sp: random.word() & ~3, lr: link, exception: Int(random.word() % 8))
      #expect(bench.path.count <= CallStack.limit + 1)
      last = place
    }
    #expect(bench.tree.nodes.count <= CallTree.limit)
    // Endless calls, deeper than anything that is kept.
    for depth in 0..<1_000 {
      bench.step(0x200 + UInt32(depth & 1) * 0x100, sp: 0x1000 - 4, lr: 0x205 + UInt32(depth & 1) * 0x100)
    }
    #expect(bench.path.count <= CallStack.limit + 1)
  }
}
