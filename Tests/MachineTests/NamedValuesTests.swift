import Testing

@testable import Machine

@Suite struct NamedValuesTests {
  private let values = NamedValues(["B", "A", "C"], [2, 1, 3])

  @Test func aFileHasAnObjectWhoseOrderDoesNotMatter() throws {
    let read = try decode(NamedValues<Int>.self, #"{"C":3,"A":1,"B":2}"#)
    #expect(read.names == ["A", "B", "C"])
    #expect(read.sorted(as: values.names, or: 0).values == values.values)
    #expect(try roundTrip(values).sorted(as: values.names, or: 0).values == values.values)
    #expect(read.sorted(as: ["C", "D"], or: 9).values == [3, 9])
  }

  @Test func nothingIsAValueToo() throws {
    let read = try roundTrip(NamedValues<Bool?>(["A", "B"], [nil, true]))
    #expect(read["A"] == .some(nil) && read["B"] == true && read["C"] == nil)
  }

  @Test func aNameFindsItsValue() {
    var values = values
    #expect(values["A"] == 1 && values["D"] == nil)
    values["A"] = 5
    values["D"] = 6
    #expect(values.values == [2, 5, 3])
    var found: [String] = []
    for wanted in [["D", "C"], values.names] { values.forEach(in: wanted) { found.append("\($0) \($1)") } }
    #expect(found == ["1 3", "0 2", "1 5", "2 3"])
  }

  @Test func whatIsMissingOrUnknownIsNamed() throws {
    try values.check(["A", "B", "C"]) { "line \($0)" }
    #expect(throws: SnapshotError("no state for line D")) { try values.check(["D", "A", "E"]) { "line \($0)" } }
    #expect(throws: SnapshotError("this machine has no line B")) { try values.check(["A", "C"]) { "line \($0)" } }
    #expect("\(SnapshotError.missing("line P3_4"))" == "snapshot: no state for line P3_4")
  }
}
