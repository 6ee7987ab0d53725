import Testing

@testable import Machine

private struct Pair: CoefficientSet {
  var first: Coefficient
  var second: Coefficient
  static var paths: [WritableKeyPath<Self, Coefficient>] { [\.first, \.second] }
}

@Suite struct CoefficientSetTests {
  private let pair = Pair(
    first: Coefficient("a.on", 1, 2, 3, .microamperes, condition: "c", source: .published("page")),
    second: Coefficient("a.off", 0, 0, 1, .ratio, condition: "c", source: .estimate("guess")))

  @Test func oneIsReplacedByName() {
    let other = pair.first.overridden(5, 6, 7, at: "file:3")
    let next = pair.overriding(["a.on": other, "b.on": other])
    #expect(next.all == [other, pair.second])
    #expect(next.first.isOverridden && !next.second.isOverridden)
    #expect(next.first.condition == "c" && next.first.source == .override("file:3"))
    #expect(pair.overriding([:]).all == pair.all)
  }

  @Test func anotherUnitStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let first = Coefficient("a.on", 1, 2, 3, .microamperes, condition: "c", source: .estimate("x"))
      let other = Coefficient("a.on", 1, 2, 3, .ratio, condition: "c", source: .estimate("x"))
      _ = Pair(first: first, second: first).overriding(["a.on": other])
    }
  }

  @Test func typicalValuesAsIntegers() {
    #expect(pair.first.typical(times: 1_000) == 2_000)
    #expect(pair.first.typical(times: -0.3) == -1)
    #expect(pair.first.typical(times: 1e300) == 1_000_000_000_000_000)
  }
}
