import Machine
import Testing

@testable import DA1468x

/// The declarations of all blocks, compared with the vendor's list.
struct RegisterListTests {
  /// Resets that firmware for this part contradicts.
  static let exceptions: [String: UInt32] = ["CHIP_REVISION_REG": 0x41]
  /// Fields that software reads too, although the list has them as write-only: the SPI's received data, TIMER0's
  /// counters.
  static let readable: Set<String> = ["SPI_DATA0", "SPI_DATA1", "TIM0_ON", "TIM0_M"]
  /// Registers that the list lacks, and that firmware or drivers use.
  static let additions: Set<String> =
    Set(["DIVN_SYNC", "AON_SPARE", "CHIP_TEST1_REG"] + (1..<16).map { "QSPIC_UCODE_\($0)" })

  @Test func everyRegisterIsDeclaredAsListed() throws {
    let soc = Chip().soc
    let banks = Dictionary(uniqueKeysWithValues: soc.fabric.banks.map { ($0.name, $0) })
    var listed: Set<String> = []
    for entry in try RegisterList.load() {
      let bank = try #require(banks[entry.peripheral], "\(entry.peripheral) is not on the bus")
      let register = try #require(
        bank.registers.first { bank.base + $0.offset == entry.address }, "\(entry.peripheral).\(entry.name)")
      #expect(register.name == entry.name)
      #expect(register.bits == entry.bits, "\(entry.name)")
      #expect(register.reset == Self.exceptions[entry.name] ?? entry.reset, "\(entry.name)")
      let fields = Set(
        register.fields.map { field in
          let access = Self.readable.contains(field.name) ? .writeOnly : field.access
          return "\(field.name):\(field.msb):\(field.lsb):\(access.rawValue)"
        })
      #expect(fields == entry.fields, "\(entry.name)")
      listed.insert("\(entry.peripheral).\(entry.name)")
    }
    for bank in soc.fabric.banks where !StorageMap.undocumented.contains(where: { $0.name == bank.name }) {
      for register in bank.registers where !Self.additions.contains(register.name) {
        #expect(listed.contains("\(bank.name).\(register.name)"), "\(bank.name).\(register.name) is not in the list")
      }
    }
  }

  @Test func fieldsOfARegisterDoNotOverlap() {
    for bank in Chip().soc.fabric.banks {
      for register in bank.registers {
        var taken: UInt32 = 0
        for field in register.fields {
          #expect(taken & field.mask == 0, "\(bank.name).\(register.name).\(field.name)")
          taken |= field.mask
        }
      }
    }
  }
}
