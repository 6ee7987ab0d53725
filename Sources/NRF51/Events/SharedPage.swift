import Machine

/// One page of the bus that several peripherals answer: they have one identifier, and most have registers in common.
///
/// A write goes to each that has the register there, as the storage is common. A read is answered by those that are selected,
/// their bits together; where none of these has the register, by the first that has it.
final class SharedPage: BusTarget {
  private struct Member {
    let bank: RegisterBank
    let isSelected: () -> Bool
  }

  private let base: UInt32
  private let name: String
  private let journal: Journal
  private var members: [Member] = []
  /// For each word of the page, a bit for each member that has a register there.
  private var owners = [UInt8](repeating: 0, count: 1_024)

  init(at base: UInt32, journal: Journal) {
    self.base = base
    name = "0x" + String(base, radix: 16)
    self.journal = journal
  }

  /// Adds a peripheral; `isSelected` says whether it answers reads.
  func add(_ bank: RegisterBank, isSelected: @escaping () -> Bool) {
    for register in bank.registers { owners[Int(register.offset >> 2)] |= 1 << UInt8(members.count) }
    members.append(Member(bank: bank, isSelected: isSelected))
  }

  /// Calls `body` with each member that answers reads of the word at `address`.
  private func answering(_ address: UInt32, _ body: (Member) -> Void) {
    let mask = owners[Int(address &- base) >> 2 & 1_023]
    var hasAnswered = false
    for (index, member) in members.enumerated() where mask >> UInt8(index) & 1 != 0 && member.isSelected() {
      body(member)
      hasAnswered = true
    }
    guard !hasAnswered, mask != 0 else { return }
    body(members[mask.trailingZeroBitCount])
  }

  override func read(_ address: UInt32, width: Int) -> UInt32 {
    var value: UInt32 = 0
    answering(address) { value |= $0.bank.read(address, width: width) }
    noteHole(address, isWrite: false)
    return value
  }

  override func peek(_ address: UInt32, width: Int) -> UInt32 {
    var value: UInt32 = 0
    answering(address) { value |= $0.bank.peek(address, width: width) }
    return value
  }

  override func write(_ address: UInt32, width: Int, value: UInt32) {
    let mask = owners[Int(address &- base) >> 2 & 1_023]
    for (index, member) in members.enumerated() where mask >> UInt8(index) & 1 != 0 {
      member.bank.write(address, width: width, value: value)
    }
    noteHole(address, isWrite: true)
  }

  private func noteHole(_ address: UInt32, isWrite: Bool) {
    guard owners[Int(address &- base) >> 2 & 1_023] == 0 else { return }
    journal.note(address, "\(name).hole", isWrite: isWrite)
  }

  override func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    var isKnown = !isWrite
    answering(address) {
      isKnown = isKnown && $0.bank.hashSteadyState(at: address, isWrite: isWrite, into: &hasher)
    }
    return isKnown && owners[Int(address &- base) >> 2 & 1_023] != 0
  }
}
