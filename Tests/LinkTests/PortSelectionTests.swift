import Testing

@testable import Link

@Suite struct PortSelectionTests {
  private static func band(_ name: String) -> BandRecord {
    BandRecord(name: name, path: "/dev/pts/5", link: "/run/bandbox/\(name)", pid: 12, board: "miband2", image: "b.elf")
  }
  private static let probe = SerialPort(
    path: "/dev/ttyACM0", vendorID: "1915", productID: "c00a", serialNumber: "E1")
  private static let twin = SerialPort(
    path: "/dev/ttyACM1", vendorID: "1915", productID: "c00a", serialNumber: "E2")
  private static let plain = SerialPort(path: "/dev/ttyS0")

  @Test(arguments: [
    ("band1", "/run/bandbox/band1"), ("E2", "/dev/ttyACM1"), ("/dev/ttyS0", "/dev/ttyS0"),
    ("/no/such/file", "/no/such/file"), ("./x", "./x"),
  ]) func finds(_ text: String, _ path: String) throws {
    let list = PortList(bands: [Self.band("band0"), Self.band("band1")], serial: [Self.probe, Self.twin, Self.plain])
    #expect(try PortSelection(list).path(of: text) == path)
  }

  @Test(arguments: ["1915:c00a", "1915:C00A"]) func findsByNumbers(_ text: String) throws {
    #expect(try PortSelection(PortList(bands: [], serial: [Self.probe, Self.plain])).path(of: text) == "/dev/ttyACM0")
  }

  @Test func refusesTwoThatFit() {
    let list = PortList(bands: [], serial: [Self.probe, Self.twin])
    let error = #expect(throws: LinkError.self) { try PortSelection(list).path(of: "1915:c00a") }
    #expect(error?.reason == "fits several ports (/dev/ttyACM0, /dev/ttyACM1)")
  }

  @Test func refusesWhatFitsNothing() {
    #expect(throws: LinkError.self) { try PortSelection(PortList(bands: [], serial: [])).path(of: "band7") }
  }

  @Test func withoutATextTakesTheOnlyOne() throws {
    func path(_ bands: [BandRecord], _ serial: [SerialPort]) throws -> String {
      try PortSelection(PortList(bands: bands, serial: serial)).path(of: nil)
    }
    #expect(try path([Self.band("band0")], [Self.probe]) == "/run/bandbox/band0")
    #expect(try path([], [Self.probe, Self.plain]) == "/dev/ttyACM0")
    let several = #expect(throws: LinkError.self) { try path([Self.band("a"), Self.band("b")], []) }
    #expect(several?.reason == "several ports could be meant (a, b)")
    #expect(throws: LinkError.self) { try path([], [Self.plain]) }
  }
}
