import Testing

@testable import Machine

/// Keeps what it is asked and told; answers reads with the stored value or with `answer`.
private final class Block: Peripheral {
  let bank: RegisterBank
  var calls: [String] = []
  var answer: UInt32?

  init(_ bank: RegisterBank) {
    self.bank = bank
    bank.belongs(to: self)
  }

  func registerValue(_ offset: UInt32) -> UInt32 {
    calls.append("value \(offset)")
    return answer ?? bank[offset]
  }

  func registerRead(_ offset: UInt32, width: Int) { calls.append("read \(offset) width \(width)") }

  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    let (value, old) = (String(value, radix: 16), String(old, radix: 16))
    calls.append("written \(offset) value \(value) old \(old) width \(width)")
  }
}

private let all8 = [Field("A", 7, 0)]
private let all16 = [Field("A", 15, 0)]
private let all32 = [Field("A", 31, 0)]

@Suite struct RegisterBankTests {
  static let base: UInt32 = 0x5000_0000
  let journal = Journal()
  private let block: Block
  var bank: RegisterBank { block.bank }

  init() {
    block = Block(
      RegisterBank(
        RegisterBlock(
          "X", at: RegisterBankTests.base, size: 0x100, "",
          [
            Register("WORD", at: 0x10, bits: 32, reset: 0x8765_4321, all32),
            Register("A", at: 0, reset: 0x1122, all16),
            Register("B", at: 2, reset: 0x3344, all16),
            // A hole at 4.
            Register("C", at: 6, reset: 0x5566, all16),
            Register("BYTE0", at: 8, bits: 8, reset: 0xA0, all8),
            Register("BYTE1", at: 9, bits: 8, reset: 0xA1, all8),
            Register("HALF", at: 10, bits: 16, reset: 0xA3A2, all16),
            Register(
              "MIXED", at: 0x14, reset: 0xC0A5,
              [Field("RW", 3, 0), .readOnly("RO", 7, 4), .writeOnly("WO", 11, 8)]),
            Register("STORE", at: 0x18, coverage: .storage, all16),
          ]), journal: journal))
  }

  private func read(_ offset: UInt32, _ width: Int) -> UInt32 {
    bank.read(RegisterBankTests.base + offset, width: width)
  }

  private func write(_ offset: UInt32, _ width: Int, _ value: UInt32) {
    bank.write(RegisterBankTests.base + offset, width: width, value: value)
  }

  @Test func registersAreSortedByOffset() {
    #expect(bank.registers.map(\.name) == ["A", "B", "C", "BYTE0", "BYTE1", "HALF", "WORD", "MIXED", "STORE"])
    #expect(bank.values == [0x1122, 0x3344, 0x5566, 0xA0, 0xA1, 0xA3A2, 0x8765_4321, 0xC0A5, 0])
  }

  @Test func readsOfEveryWidth() {
    #expect(read(0, 2) == 0x1122)
    #expect(read(0, 1) == 0x22)
    #expect(read(1, 1) == 0x11)
    #expect(read(0x10, 4) == 0x8765_4321)
    #expect(read(0x10, 2) == 0x4321)
    #expect(read(0x12, 2) == 0x8765)
    #expect(read(0x13, 1) == 0x87)
    #expect(
      block.calls == [
        "value 0", "value 0", "value 0", "value 16", "value 16", "value 16",
        "value 16",
      ])
  }

  @Test func widerReadsReadTheNeighboursToo() {
    #expect(read(0, 4) == 0x3344_1122)
    #expect(read(8, 4) == 0xA3A2_A1A0)
    #expect(read(8, 2) == 0xA1A0)
    #expect(
      block.calls == [
        "value 0", "value 2", "value 8", "value 9", "value 10", "value 8",
        "value 9",
      ])
    #expect(journal.unmodelled == [])
  }

  @Test func writesOfEveryWidth() {
    write(0, 2, 0xABCD)
    write(1, 1, 0xFFFF_FFEE)
    write(0x10, 4, 0x1111_2222)
    write(0x12, 2, 0x9999)
    #expect(bank.values[0] == 0xEECD && bank.values[6] == 0x9999_2222)
    #expect(
      block.calls == [
        "written 0 value abcd old 1122 width 2", "written 0 value eecd old abcd width 1",
        "written 16 value 11112222 old 87654321 width 4", "written 16 value 99992222 old 11112222 width 2",
      ])
  }

  @Test func widerWritesWriteTheRegisterAtTheAddressOnly() {
    write(0, 4, 0x8888_7777)
    write(8, 4, 0x4433_2211)
    #expect(Array(bank.values[0...5]) == [0x7777, 0x3344, 0x5566, 0x11, 0xA1, 0xA3A2])
    #expect(block.calls == ["written 0 value 7777 old 1122 width 2", "written 8 value 11 old a0 width 1"])
  }

  @Test func holesReadZeroIgnoreWritesAndAreCounted() {
    #expect(read(4, 2) == 0)
    #expect(read(5, 1) == 0)
    write(4, 2, 0xFFFF)
    write(0x1000, 4, 1)
    // Below the base the offset is huge.
    #expect(bank.read(RegisterBankTests.base - 4, width: 4) == 0)
    #expect(block.calls == [])
    let base = RegisterBankTests.base
    #expect(
      journal.unmodelled == [
        Journal.Entry(address: base - 4, register: "X.hole", reads: 1, writes: 0),
        Journal.Entry(address: base + 4, register: "X.hole", reads: 1, writes: 1),
        Journal.Entry(address: base + 5, register: "X.hole", reads: 1, writes: 0),
        Journal.Entry(address: base + 0x1000, register: "X.hole", reads: 0, writes: 1),
      ])
  }

  @Test func aReadThatBeginsInAHoleReachesTheRegisterBehindIt() {
    #expect(read(4, 4) == 0x5566_0000)
    write(4, 4, 0x7788_FFFF)
    #expect(bank[UInt32(6)] == 0x5566, "a write does not")
    #expect(block.calls == ["value 6"])
    #expect(journal.unmodelled.map(\.address) == [RegisterBankTests.base + 4])
  }

  @Test func anAccessThatEndsInAHoleCountsItOnce() {
    #expect(read(0x14, 4) == 0xC0A5)
    #expect(journal.unmodelled == [Journal.Entry(address: 0x5000_0016, register: "X.hole", reads: 1, writes: 0)])
  }

  @Test func accessRulesOfMixedFields() {
    #expect(read(0x14, 2) == 0xC0A5)
    write(0x14, 2, 0xFFFF)
    // Reserved and read-only bits stay, write-only ones are heard but not stored.
    #expect(bank[UInt32(0x14)] == 0xC0AF)
    #expect(block.calls.last == "written 20 value f0f old c0a5 width 2")
    write(0x15, 1, 0x05)
    #expect(block.calls.last == "written 20 value 50f old c0af width 1")
    #expect(bank[UInt32(0x14)] == 0xC0AF)
    write(0x14, 1, 0)
    #expect(block.calls.last == "written 20 value 0 old c0af width 1")
    #expect(bank[UInt32(0x14)] == 0xC0A0)
    // What the block says of write-only bits and beyond the width is not seen.
    block.answer = 0xFFFF_FFFF
    #expect(read(0x14, 2) == 0xF0FF)
    #expect(read(0, 4) == 0xFFFF_FFFF)
    #expect(read(8, 1) == 0xFF)
  }

  @Test func storageIsCountedUnderItsRegister() {
    write(0x19, 1, 0x12)
    #expect(read(0x18, 2) == 0x1200)
    #expect(
      journal.unmodelled == [Journal.Entry(address: 0x5000_0018, register: "X.STORE", reads: 1, writes: 1)])
  }

  /// Of a register with some fields without consequence only what changes the others is noted, or what hardware sets.
  @Test func whatIsInertIsNotNoted() {
    let bank = RegisterBank(
      RegisterBlock(
        "Y", at: 0x5000_1000, size: 0x100, "",
        [
          .inert("INERT", at: 0, reset: 3, because: "test", [Field("A", 15, 0)]),
          Register(
            "MIXED", at: 2, reset: 0x10, coverage: .storage,
            [
              Field("TRIM", 3, 0).inert(because: "test"), Field("ENABLE", 4), .writeOnly("START", 5),
              Field.writeOnly("ACKNOWLEDGE", 6).inert(because: "test"),
            ]),
          Register(
            "STATUS", at: 4, coverage: .storage,
            [Field("TRIM", 3, 0).inert(because: "test"), .readOnly("READY", 4)]),
        ]), journal: journal)
    func write(_ offset: UInt32, _ value: UInt32) { bank.write(0x5000_1000 + offset, width: 2, value: value) }
    write(0, 0xFFFF)
    #expect(bank.read(0x5000_1000, width: 2) == 0xFFFF)
    write(2, 0x1F)
    write(2, 0x50)
    write(4, 0x1F)
    #expect(bank.read(0x5000_1002, width: 2) == 0x10)
    #expect(journal.unmodelled == [])
    write(2, 0x00)
    write(2, 0x20)
    _ = bank.read(0x5000_1004, width: 2)
    #expect(
      journal.unmodelled == [
        Journal.Entry(address: 0x5000_1002, register: "Y.MIXED", reads: 0, writes: 2),
        Journal.Entry(address: 0x5000_1004, register: "Y.STATUS", reads: 1, writes: 0),
      ])
  }

  @Test func theOwnersAccessHasNoRules() {
    let mixed = bank.registers[7]
    bank[mixed] = 0xFFFF
    #expect(bank[mixed] == 0xFFFF)
    bank[mixed, mixed.fields[1]] = 0
    #expect(bank[mixed] == 0xFF0F && bank[mixed, mixed.fields[2]] == 0xF)
    #expect(bank.isSet(mixed, mixed.fields[0]) && !bank.isSet(mixed, mixed.fields[1]))
    bank[UInt32(0x4)] = 5
    #expect(bank[UInt32(0x4)] == 0)
    #expect(block.calls == [] && journal.unmodelled == [])
    bank.reset()
    #expect(bank[mixed] == 0xC0A5)
  }

  @Test func savedValuesAreFoundByName() throws {
    let saved = bank.named
    let (first, last) = (bank.registers[0].name, bank.registers[8].name)
    #expect(saved.names == bank.registers.map(\.name) && saved.values == bank.values)
    var next = NamedValues(Array(saved.names.reversed()), Array(saved.values.reversed()))
    next[first] = 7
    next[last] = 8
    try bank.check(next)
    bank.restore(next)
    var expected = saved.values
    (expected[0], expected[8]) = (7, 8)
    #expect(bank.values == expected)
    bank.restore(NamedValues([first, "OTHER"], [9, 9]))
    expected[0] = 9
    #expect(bank.values == expected)
  }

  @Test func otherRegistersAreRefused() {
    let saved = bank.named
    let name = saved.names[2]
    #expect(throws: SnapshotError("no state for register \(bank.name).\(name)")) {
      try bank.check(NamedValues(saved.names.filter { $0 != name }, [UInt32](repeating: 0, count: 8)))
    }
    #expect(throws: SnapshotError("this machine has no register \(bank.name).OTHER")) {
      try bank.check(NamedValues(saved.names + ["OTHER"], saved.values + [0]))
    }
  }

  @Test func aBankWithoutOwnerOrRegistersAnswers() {
    let alone = RegisterBank(
      RegisterBlock("Y", at: 0xFFFF_FFFC, size: 4, "", [Register("R", at: 0, reset: 5, all16)]), journal: journal)
    #expect(alone.read(0xFFFF_FFFC, width: 4) == 5)
    alone.write(0xFFFF_FFFC, width: 4, value: 6)
    #expect(alone.read(0xFFFF_FFFC, width: 2) == 6)
    let none = RegisterBank(RegisterBlock("Z", at: 0, size: 4, "", []), journal: journal)
    #expect(none.read(0, width: 4) == 0)
  }
}
