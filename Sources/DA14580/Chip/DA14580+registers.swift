import CortexM0
import Machine

extension DA14580 {
  /// The CPU's own registers, with the names that the list gives their fields.
  static let coreRegisters = CoreRegisterMap(
    line: { Interrupt(rawValue: $0)?.name }, priority: { Interrupt(rawValue: $0).map { "\($0.name)_prio" } })

  /// Every block that answers on the bus; the CPU's own too.
  public var registerBlocks: [RegisterBlock] { fabric.banks.map(\.block) + Self.coreRegisters.blocks }

  /// Every register of them, by address.
  public var registers: [RegisterEntry] {
    let entries = registerBlocks.flatMap { block in
      block.registers.map { register in
        // Of priorities the list has what the 21 lines need.
        RegisterEntry(
          block: block.name, register: register, address: block.base &+ register.offset,
          isListed: register.name != "IPR7")
      }
    }
    return entries.sorted { $0.address < $1.address }
  }
}
