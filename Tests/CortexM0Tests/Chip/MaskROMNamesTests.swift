import CortexM0
import Testing

@Suite struct MaskROMNamesTests {
  /// Out of order, two names for one place, and a table at an odd address.
  private let names = MaskROMNames("201 late 101 first 101 second\n303 table", base: 0x1000, tables: 0x300)

  @Test(
    arguments: [
      (0x10FF, nil), (0x1100, "first"), (0x1101, "first"), (0x1105, "first+0x4"), (0x1200, "late"), (0x1303, "table"),
      (0x1302, "late+0x102"), (0x1304, "table+0x1"),
    ] as [(UInt32, String?)])
  func findsTheLastNameBefore(address: UInt32, name: String?) {
    #expect(names.place(at: address)?.description == name)
  }

  @Test func namesHaveAddresses() {
    #expect(names.address(of: "second") == 0x1100 && names.address(of: "table") == 0x1303)
    #expect(names.address(of: "other") == nil)
  }
}
