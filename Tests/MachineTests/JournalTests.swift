import Testing

@testable import Machine

@Suite struct JournalTests {
  @Test func toldOnceAndCounted() throws {
    let journal = Journal()
    var told: [String] = []
    let watching = journal.watch { told.append($0.register) }
    var named = 0
    func name(_ text: String) -> String {
      named += 1
      return text
    }
    journal.note(8, name("B"), isWrite: false)
    journal.note(8, name("B"), isWrite: true)
    journal.note(8, name("B"), isWrite: true)
    journal.note(4, name("A"), isWrite: true)
    watching.end()
    #expect(told == ["B", "A"] && named == 2)
    let entries = [
      Journal.Entry(address: 4, register: "A", reads: 0, writes: 1),
      Journal.Entry(address: 8, register: "B", reads: 1, writes: 2),
    ]
    #expect(journal.unmodelled == entries)
    let other = Journal()
    other.restore(try roundTrip(entries) + [Journal.Entry(address: 4, register: "again")])
    #expect(other.unmodelled == entries)
  }
}
