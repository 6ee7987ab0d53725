import ChipTesting
import Machine
import Testing

@testable import DA14681

/// The declarations of all blocks, compared with the vendor's list.
struct RegisterListTests {
  /// Resets that firmware for this part, or ARM's manual, contradicts.
  static let resets: [String: UInt32] = ["CHIP_REVISION_REG": 0x41, "CCR": 0x208]
  /// Fields that software reads too, although the list has them as write-only: the SPI's received data, TIMER0's
  /// counters.
  static let readable: Set<String> = ["SPI_DATA0", "SPI_DATA1", "TIM0_ON", "TIM0_M"]
  @Test func everyRegisterIsDeclaredAsListed() throws {
    let list = try RegisterList.load()
    var declared: [String: RegisterEntry] = [:]
    for entry in Chip().soc.registers where entry.isListed {
      declared["\(entry.block).\(entry.register.name)"] = entry
    }
    #expect(list.count == 871)
    #expect(declared.count == 871)
    for entry in list {
      let found = try #require(declared["\(entry.peripheral).\(entry.name)"], "\(entry.peripheral).\(entry.name)")
      let register = found.register
      #expect(found.address == entry.address, "\(entry.name)")
      #expect(register.bits == entry.bits, "\(entry.name)")
      #expect(register.reset == Self.resets[entry.name] ?? entry.reset, "\(entry.name)")
      let fields = Set(
        register.fields.map { field in
          let access = Self.readable.contains(field.name) ? .writeOnly : field.access
          return "\(field.name):\(field.msb):\(field.lsb):\(access.rawValue)"
        })
      #expect(fields == entry.fields, "\(entry.name)")
    }
  }

  @Test func fieldsOfARegisterDoNotOverlap() {
    #expect(overlappingFields(of: Chip().soc.fabric.banks) == [])
  }
}
