import ChipTesting
import Machine
import Testing

@testable import NRF51

/// The declarations of all blocks, compared with the vendor's list.
struct RegisterListTests {
  /// Second names of registers.
  static let aliases: Set<String> = ["FICR.SIZERAMBLOCKS", "UICR.NRFFW0", "NVMC.ERASEPCR1"]
  /// Drivers rely on POWER being 1 after reset.
  private static func reset(_ entry: RegisterList.Entry) -> UInt32 {
    entry.name == "POWER" ? 1 : entry.reset
  }

  @Test func everyRegisterIsDeclaredAsListed() throws {
    let list = try RegisterList.load().filter {
      !Self.aliases.contains("\($0.peripheral).\($0.name)")
    }
    var declared: [String: RegisterEntry] = [:]
    for entry in Chip().soc.registers where entry.isListed {
      declared["\(entry.block).\(entry.register.name)"] = entry
    }
    #expect(list.count == declared.count)
    for entry in list {
      let found = try #require(declared["\(entry.peripheral).\(entry.name)"], "\(entry.peripheral).\(entry.name)")
      let register = found.register
      #expect(found.address == entry.address, "\(entry.name)")
      #expect(register.bits == entry.bits, "\(entry.name)")
      #expect(register.reset == Self.reset(entry), "\(entry.name)")
      let fields = Set(register.fields.map { "\($0.name):\($0.msb):\($0.lsb):\($0.access.rawValue)" })
      #expect(fields == entry.fields, "\(entry.peripheral).\(entry.name)")
    }
  }

  @Test func fieldsOfARegisterDoNotOverlap() {
    #expect(overlappingFields(of: Chip().soc.fabric.banks) == [])
  }
}
