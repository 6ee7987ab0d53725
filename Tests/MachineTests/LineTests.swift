import Testing

@testable import Machine

@Suite struct LineTests {
  @Test func anUndrivenLineTakesItsPullsLevel() {
    let line = Line("P0_0")
    #expect(!line.level)
    line.pull = true
    #expect(line.level)
    #expect(Line("P0_1", pull: true).level)
  }

  @Test func aDrivenLowWins() {
    let line = Line("SDA", pull: true)
    let (a, b) = (line.driver("A"), line.driver("B"))
    #expect(line.level)
    a.value = true
    b.value = false
    #expect(!line.level)
    b.value = nil
    #expect(line.level)
    a.value = false
    b.value = true
    #expect(!line.level)
    a.value = nil
    line.pull = false
    #expect(line.level)
    b.value = nil
    #expect(!line.level)
  }

  @Test func observersHearOfChangesOnlyInTheOrderTheyWereAdded() {
    let line = Line("INT")
    let driver = line.driver("test")
    var heard: [String] = []
    line.observe { heard.append("a \($0)") }
    line.observe { heard.append("b \($0)") }
    driver.value = false
    driver.value = true
    driver.value = true
    line.pull = true
    driver.value = nil
    #expect(heard == ["a true", "b true"])
    line.pull = false
    #expect(heard == ["a true", "b true", "a false", "b false"])
  }

  @Test func aChangeMadeByAnObserverIsHeardByAllAfterTheFirst() {
    let line = Line("INT")
    let (driver, clearer) = (line.driver("A"), line.driver("B"))
    var heard: [String] = []
    line.observe { level in
      heard.append("a \(level)")
      if level { clearer.value = false }
    }
    line.observe { heard.append("b \($0)") }
    driver.value = true
    #expect(heard == ["a true", "b true", "a false", "b false"])
    #expect(!line.level)
    clearer.value = nil
    #expect(heard.count == 8)
  }

  @Test func severalWatchAfterTheWiringAndEachEnds() {
    let line = Line("INT")
    let driver = line.driver("test")
    var heard: [String] = []
    var first: Subscription? = line.watch { heard.append("first \($0)") }
    let second = line.watch { heard.append("second \($0)") }
    line.observe { heard.append("wired \($0)") }
    #expect(line.observerCount == 3 && first != nil)
    driver.value = true
    first = nil
    driver.value = false
    second.end()
    driver.value = true
    #expect(
      heard == ["wired true", "first true", "second true", "wired false", "second false", "wired true"])
    #expect(line.observerCount == 1)
  }

  @Test func restoringTellsNobodyWhoWatches() throws {
    let line = Line("INT")
    let driver = line.driver("test")
    var heard = 0
    let watching = line.watch { _ in heard += 1 }
    let saved = try roundTrip(line.state)
    driver.value = true
    line.restore(saved)
    #expect(!line.level && heard == 1)
    driver.value = true
    #expect(heard == 2)
    watching.end()
  }

  @Test func restoringTellsNobody() throws {
    let line = Line("INT", pull: true)
    let driver = line.driver("test")
    driver.value = false
    let saved = try roundTrip(line.state)
    let other = Line("INT")
    let otherDriver = other.driver("test")
    var heard = 0
    other.observe { _ in heard += 1 }
    otherDriver.value = true
    #expect(heard == 1)
    other.restore(saved)
    #expect(!other.level && other.pull && otherDriver.value == false && heard == 1)
    otherDriver.value = nil
    #expect(other.level && heard == 2)
  }
}
