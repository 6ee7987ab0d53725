import Machine

/// Stands before the registers of a block in a switched domain. While the domain is off they read 0 and ignore writes,
/// and the access is noted: firmware forgot to power the domain.
final class DomainGate: BusTarget {
  private let bank: RegisterBank
  private let domain: PowerDomain
  private unowned let fabric: Fabric

  init(_ bank: RegisterBank, in domain: PowerDomain, of fabric: Fabric) {
    self.bank = bank
    self.domain = domain
    self.fabric = fabric
  }

  func read(_ address: UInt32, width: Int) -> UInt32 {
    guard fabric.unpowered.contains(domain) else { return bank.read(address, width: width) }
    fabric.emulation.journal.note(address, "\(bank.name).unpowered", isWrite: false)
    return 0
  }

  func write(_ address: UInt32, width: Int, value: UInt32) {
    guard fabric.unpowered.contains(domain) else { return bank.write(address, width: width, value: value) }
    fabric.emulation.journal.note(address, "\(bank.name).unpowered", isWrite: true)
  }
}
