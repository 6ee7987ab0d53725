import ChipTesting
import Machine
import Testing

@testable import DA14580

/// The declarations of all blocks, compared with the vendor's list.
struct RegisterListTests {
  /// Resets that ARM's manual contradicts.
  static let resets: [String: UInt32] = ["CCR": 0x208]
  /// Fields that software reads too, although the list has them as write-only.
  static let readable: Set<String> = ["SPI_DATA0", "SPI_DATA1", "TIM0_ON", "TIM0_M"]
  /// Registers that the list has with 16 bits and a reset value of 32.
  static let wide: Set<String> = ["UART_UCV_REG", "UART_CTR_REG", "UART2_UCV_REG", "UART2_CTR_REG"]
  /// Registers whose fields the list has shifted by four interrupts, or with the names of another chip's.
  static let shifted: Set<String> = ["IPR2", "IPR3", "IPR4", "IPR5", "IPR6"]

  @Test func everyRegisterIsDeclaredAsListed() throws {
    let list = try RegisterList.load()
    var declared: [String: RegisterEntry] = [:]
    for entry in Chip().soc.registers where entry.isListed {
      declared["\(entry.block).\(entry.register.name)"] = entry
    }
    #expect(list.count == declared.count)
    for entry in list {
      let found = try #require(declared["\(entry.peripheral).\(entry.name)"], "\(entry.peripheral).\(entry.name)")
      let register = found.register
      #expect(found.address == entry.address, "\(entry.name)")
      #expect(register.bits == (Self.wide.contains(entry.name) ? 32 : entry.bits), "\(entry.name)")
      #expect(register.reset == Self.resets[entry.name] ?? entry.reset, "\(entry.name)")
      guard !Self.shifted.contains(entry.name) else { continue }
      let fields = Set(
        register.fields.map { field in
          let access = Self.readable.contains(field.name) ? .writeOnly : field.access
          return "\(field.name):\(field.msb):\(field.lsb):\(access.rawValue)"
        })
      #expect(fields == entry.fields, "\(entry.peripheral).\(entry.name)")
    }
  }

  @Test func fieldsOfARegisterDoNotOverlap() {
    #expect(overlappingFields(of: Chip().soc.fabric.banks) == [])
  }

  @Test func everyResetValueIsRead() {
    let chip = Chip()
    chip.load(Thumb())
    chip.soc.ram.store([0xFE, 0xE7], at: 0x100)
    chip.write(0x5000_0010, 0x0)
    // What follows the pads, the clocks, the domains and the start; the FIFO's interrupt identity; ARM's own are the CPU's.
    let others: Set<String> = [
      "SYS_CTRL_REG", "SYS_STAT_REG", "PMU_CTRL_REG", "ANA_STATUS_REG", "P1_DATA_REG", "UART_IIR_FCR_REG",
      "UART2_IIR_FCR_REG",
    ]
    for bank in chip.soc.fabric.banks {
      for register in bank.registers where !others.contains(register.name) {
        let value = chip.read(bank.base &+ register.offset, width: register.bytes)
        #expect(value == register.reset, "\(bank.name).\(register.name)")
      }
    }
  }
}
