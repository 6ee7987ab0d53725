import Machine

/// Stands before the registers of a block in a switched domain. While the domain is off they read 0 and ignore writes,
/// and the access is noted: firmware forgot to power the domain.
final class DomainGate: BusTarget {
  private let bank: RegisterBank
  private let journal: Journal
  /// Which domain it watches.
  let domain: PowerDomain
  /// Whether that is off.
  var isOff = false

  init(_ bank: RegisterBank, in domain: PowerDomain, journal: Journal) {
    self.bank = bank
    self.domain = domain
    self.journal = journal
  }

  func read(_ address: UInt32, width: Int) -> UInt32 {
    guard isOff else { return bank.read(address, width: width) }
    journal.note(address, "\(bank.name).unpowered", isWrite: false)
    return 0
  }

  func write(_ address: UInt32, width: Int, value: UInt32) {
    guard isOff else { return bank.write(address, width: width, value: value) }
    journal.note(address, "\(bank.name).unpowered", isWrite: true)
  }
}
