import Machine
import Testing

@testable import Parts
@testable import World

@Suite struct PartCatalogueTests {
  /// A site on a rig that has a line for every pin of a kind.
  private func site(_ kind: PartKind, _ rig: Rig, named name: String, _ given: [String: String] = [:]) -> PartSite {
    let address: UInt8 = if case .i2c(let addresses) = kind.bus { addresses[0] } else { 0 }
    let lines = kind.pins.map { ($0.name, rig.line("\(name).\($0.name)", pull: true)) }
    return PartSite(
      emulation: rig.emulation, name: name, net: rig.net, ambient: Ambient("\(name) ambient", on: rig.emulation),
      motion: StillMotion(), heart: FixedHeart(), seed: 1, radio: .off, values: PartValues(given, of: kind.settings),
      address: address, mappedMemory: nil, lines: Dictionary(uniqueKeysWithValues: lines),
      coefficients: [:], serial: { _, _ in })
  }

  /// Two of each of these are on one board without a name in common.
  @Test(arguments: ["KX022", "Si1143", "SSD1306 I2C", "MMA8653", "MAG3110", "LED", "RGB LED", "LED matrix", "button"])
  func twoOfAKindStandOnOneBoard(name: String) throws {
    let kind = try #require(PartCatalogue.kind(named: name))
    let rig = Rig()
    let parts = ["first", "second"].map { kind.make(at: site(kind, rig, named: $0)) }
    if case .i2c(let addresses) = kind.bus {
      rig.run(for: .milliseconds(25))
      #expect(parts.allSatisfy { ($0 as? any I2CTarget)?.i2cAddress == addresses[0] })
    }
    #expect(kind.coefficients(named: "first", PartValues([:], of: kind.settings)).allSatisfy { !$0.condition.isEmpty })
    try rig.restore(rig.snapshot())
  }

  @Test func aPanelHasItsSizeAndItsFigures() throws {
    for (name, panel, on, size) in [
      ("SSD1306", "64x32", 1_050, [64, 32]), ("SSD1306 I2C", "96x16", 1_400, [96, 16]),
      ("SSD1306", "72x40", 1_400, [72, 40]),
    ] as [(String, String, Double, [Int])] {
      let kind = try #require(PartCatalogue.kind(named: name))
      let values = PartValues(["panel": panel], of: kind.settings)
      let picture = try #require(kind.pictureSize?(values))
      #expect([picture.width, picture.height] == size)
      #expect(kind.coefficients(named: "OLED", values).first { $0.name == "OLED.on" }?.typical == on)
      let display = try #require(kind.make(at: site(kind, Rig(), named: "OLED", ["panel": panel])) as? SSD1306)
      #expect([display.columns, display.rows] == size)
    }
  }

  @Test func namesAreUnique() {
    let names = PartCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count && PartCatalogue.kind(named: "KX023") == nil)
  }
}
