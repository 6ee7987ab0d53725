import Machine
import Testing

@Suite struct WatchersTests {
  private let watchers = Watchers<Int>()

  @Test func everybodyIsToldInTheOrderInWhichTheyCame() {
    var heard: [String] = []
    let a = watchers.add { heard.append("a\($0)") }
    let b = watchers.add { heard.append("b\($0)") }
    watchers.tell(1)
    a.end()
    watchers.tell(2)
    let c = watchers.add { heard.append("c\($0)") }
    watchers.tell(3)
    #expect(heard == ["a1", "b1", "b2", "b3", "c3"])
    #expect(watchers.count == 2 && !watchers.isEmpty)
    b.end()
    c.end()
    #expect(watchers.isEmpty)
  }

  @Test func oneMayEndItselfWhileToldOf() {
    var heard: [String] = []
    var own: Subscription?
    own = watchers.add { number in
      heard.append("own\(number)")
      own?.end()
    }
    let other = watchers.add { heard.append("other\($0)") }
    watchers.tell(1)
    watchers.tell(2)
    #expect(heard == ["own1", "other1", "other2"] && watchers.count == 1)
    other.end()
  }

  @Test func oneMayEndAnotherWhoIsThenToldNoMore() {
    var heard: [String] = []
    var (first, last): (Subscription?, Subscription?)
    first = watchers.add { heard.append("first\($0)") }
    let middle = watchers.add { number in
      heard.append("middle\(number)")
      first = nil
      last = nil
    }
    last = watchers.add { heard.append("last\($0)") }
    #expect(first != nil && last != nil)
    watchers.tell(1)
    watchers.tell(2)
    #expect(heard == ["first1", "middle1", "middle2"] && watchers.count == 1)
    middle.end()
  }

  @Test func whoIsAddedIsToldFromTheNextEventOn() {
    var heard: [String] = []
    var added: Subscription?
    let adding = watchers.add { [watchers] number in
      heard.append("adding\(number)")
      if added == nil { added = watchers.add { heard.append("added\($0)") } }
    }
    watchers.tell(1)
    watchers.tell(2)
    #expect(heard == ["adding1", "adding2", "added2"])
    adding.end()
    added?.end()
  }

  /// An event within an event: who ended in the inner one is not told of the rest of the outer one.
  @Test func eventsNest() {
    var heard: [String] = []
    var last: Subscription?
    let outer = watchers.add { [watchers] number in
      heard.append("outer\(number)")
      if number == 1 {
        watchers.tell(2)
        last?.end()
      }
    }
    last = watchers.add { heard.append("last\($0)") }
    watchers.tell(1)
    #expect(heard == ["outer1", "outer2", "last2"] && watchers.count == 1)
    outer.end()
  }

  @Test func tellingStopsWhereItDoesNotGoOn() {
    var heard: [String] = []
    let watching = ["a", "b", "c"].map { name in watchers.add { heard.append("\(name)\($0)") } }
    watchers.tell(7) { heard.count < 2 }
    #expect(heard == ["a7", "b7"])
    for subscription in watching { subscription.end() }
  }

  @Test func theOwnerHearsOfChanges() {
    var counts: [Int] = []
    watchers.onChange = { [unowned watchers] in counts.append(watchers.count) }
    let a = watchers.add { _ in }
    let b = watchers.add { _ in }
    a.end()
    b.end()
    watchers.onChange = nil
    #expect(counts == [1, 2, 1, 0])
  }

  @Test func whatAWatcherHoldsIsFreedWhenItEnds() {
    final class Held {}
    weak var gone: Held?
    var watching: Subscription?
    do {
      let held = Held()
      gone = held
      watching = watchers.add { _ in _ = held }
    }
    #expect(gone != nil)
    watching?.end()
    #expect(gone == nil)
  }
}
