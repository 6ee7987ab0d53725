import CortexM0
import Machine

extension DA14681 {
  /// Registers that the list lacks, and that firmware or drivers use; beside those of `StorageMap.undocumented` and
  /// `RadioControl`.
  static let additions: Set<String> =
    Set(
      [
        "DIVN_SYNC", "AON_SPARE", "CHIP_TEST1_REG", "TRIM_CTRL_REG", "POWER_CTRL_REG", "XTAL16M_CTRL_REG",
        "FORCE_SLEEP_REG", "LDOS_DISABLE_REG",
      ] + (1..<16).map { "QSPIC_UCODE_\($0)" }
        + (1..<64).map { "CRYPTO_KEY_\($0)" })

  /// The CPU's own registers, with the names that the list gives their fields.
  static let coreRegisters = CoreRegisterMap(
    line: { Interrupt(rawValue: $0)?.name ?? "Rsvd__irq__n" },
    priority: { Interrupt(rawValue: $0).map { "\($0.name)_prio" } ?? "RESERVED31_IRQn_DONT_USE" })

  /// Every block that answers on the bus; the CPU's own too.
  public var registerBlocks: [RegisterBlock] { fabric.banks.map(\.block) + Self.coreRegisters.blocks }

  /// Every register of them, by address.
  public var registers: [RegisterEntry] {
    let unlisted = Set(StorageMap.undocumented.map(\.name) + [RadioControl.block.name])
    let entries = registerBlocks.flatMap { block in
      block.registers.map { register in
        RegisterEntry(
          block: block.name, register: register, address: block.base &+ register.offset,
          isListed: !unlisted.contains(block.name) && !Self.additions.contains(register.name))
      }
    }
    return entries.sorted { $0.address < $1.address }
  }
}
