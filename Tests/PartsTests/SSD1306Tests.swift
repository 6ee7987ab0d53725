import Machine
import Testing

@testable import Parts

/// The panel on a bench, with u8g2's initialisation.
final class Panel {
  static let coefficients = SSD1306.Coefficients(
    off: coefficient(0), sleep: coefficient(5), on: coefficient(300), segment: coefficient(50),
    contrast: coefficient(0.5, .ratio), internalReference: coefficient(2, .ratio))
  let rig = Rig()
  let chip: SSD1306
  let bus = SPIBus()
  let select: LineDriver
  let dataCommand: LineDriver
  let reset: LineDriver
  let supply: LineDriver

  init(_ panel: SSD1306.Panel = .size72x40) {
    let emulation = rig.emulation
    let lines = ["CS", "DC", "RES", "SUPPLY"].map { emulation.line($0, pull: $0 == "CS") }
    chip = SSD1306(
      on: rig.emulation, net: rig.net, panel: panel, chipSelect: lines[0], dataCommand: lines[1], reset: lines[2],
      supply: lines[3], coefficients: Panel.coefficients)
    (select, dataCommand, reset, supply) = (
      lines[0].driver("test"), lines[1].driver("test"), lines[2].driver("test"), lines[3].driver("test")
    )
    bus.attach(chip)
  }

  func command(_ bytes: UInt8...) { send(bytes, isData: false) }
  func data(_ bytes: [UInt8]) { send(bytes, isData: true) }
  private func send(_ bytes: [UInt8], isData: Bool) {
    dataCommand.value = isData
    select.value = false
    for byte in bytes { _ = bus.exchange(UInt32(byte), bits: 8) }
    select.value = true
  }

  /// Power, reset and the commands of u8g2's 72x40 panel, without switching on.
  func start() {
    supply.value = true
    reset.value = false
    rig.run(for: .microseconds(10))
    reset.value = true
    command(0xAE, 0xD5, 0x80, 0xA8, 0x27, 0xD3, 0x00, 0xAD, 0x30, 0x8D, 0x14, 0x40, 0xA6, 0xA4)
    command(0xA1, 0xC8, 0xDA, 0x12, 0x81, 0xAF, 0xD9, 0x22, 0xDB, 0x20, 0x2E)
  }

  func clear() {
    command(0x20, 0x00, 0x21, 28, 99, 0x22, 0, 7)
    data(Array(repeating: 0, count: 576))
  }

  func lit() -> Set<[Int]> {
    let frame = chip.framebuffer
    return Set(frame.indices.filter { frame[$0] }.map { [$0 % chip.columns, $0 / chip.columns] })
  }

  var current: Int64 { rig.power.loadCurrent }
}

@Suite struct SSD1306Tests {
  @Test func drawsWhereTheFirmwareMeans() {
    let panel = Panel()
    panel.start()
    panel.clear()
    panel.command(0xAF)
    #expect(panel.lit() == [])
    panel.command(0x20, 0x02, 0xB0, 0x0C, 0x11)
    panel.data([0x01, 0x80])
    panel.command(0xB4, 0x03, 0x16)
    panel.data([0x80])
    #expect(panel.lit() == [[0, 0], [1, 7], [71, 39]])
    panel.command(0x00, 0x11)
    panel.data([0xFF])
    #expect(panel.lit().count == 3, "column 16 is not on the panel")
  }

  @Test func mirrorsAndTurnsAsTheGlassIsWired() {
    let panel = Panel()
    panel.start()
    panel.clear()
    panel.command(0xAF, 0x20, 0x02, 0xB0, 0x0C, 0x11)
    panel.data([0x01])
    panel.command(0xC0)
    #expect(panel.lit() == [[0, 39]])
    panel.command(0xA0)
    #expect(panel.lit() == [[0, 39]], "remapping moves later data only")
    panel.command(0x0C, 0x11)
    panel.data([0x01])
    #expect(panel.lit() == [[0, 39], [71, 39]])
    panel.command(0xC8, 0x41)
    #expect(panel.lit() == [], "line 0 has left the scanned rows")
    panel.command(0x7F)
    #expect(panel.lit() == [[0, 1], [71, 1]], "start line 63")
    panel.command(0x40, 0xDA, 0x02)
    #expect(panel.lit() != [[0, 0], [71, 0]], "sequential COM pins scramble this panel")
  }

  @Test func theAddressingModesWrapInTheirWindow() {
    let panel = Panel()
    panel.start()
    panel.clear()
    panel.command(0xAF, 0x20, 0x00, 0x21, 30, 31, 0x22, 1, 2)
    panel.data([1, 2, 4, 8, 16])
    #expect(panel.lit() == [[2, 12], [3, 9], [2, 18], [3, 19]])
    panel.clear()
    panel.command(0x20, 0x01, 0x21, 30, 31, 0x22, 1, 2)
    panel.data([1, 2, 4, 8, 16])
    #expect(panel.lit() == [[2, 12], [2, 17], [3, 10], [3, 19]])
    panel.clear()
    panel.command(0x20, 0x02, 0xB1, 0x0F, 0x17)
    panel.data([0, 1])
    panel.command(0xE0)
    panel.data([1])
    panel.command(0xEE)
    #expect(panel.lit() == [], "column 127 wraps to 0, both are hidden")
  }

  /// The rows that drivers of other glasses begin with, and the two corners that they draw with it.
  @Test(
    arguments: [
      (SSD1306.Panel.size64x32, [0xA8, 0x1F, 0xDA, 0x12], [0x00, 0x12]),
      (.size128x32, [0xA8, 0x1F, 0xDA, 0x02], [0x00, 0x10]), (.size128x64, [0xA8, 0x3F, 0xDA, 0x12], [0x00, 0x10]),
      (.size96x16, [0xA8, 0x0F, 0xDA, 0x02], [0x00, 0x10]),
    ] as [(SSD1306.Panel, [UInt8], [UInt8])])
  func otherGlassesAreDrawnAsTheirDriversDo(size: SSD1306.Panel, multiplex: [UInt8], column: [UInt8]) {
    let panel = Panel(size)
    panel.start()
    panel.command(0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7)
    panel.data(Array(repeating: 0, count: 1_024))
    for byte in multiplex + [0x20, 0x02, 0xAF, 0xB0] + column { panel.command(byte) }
    panel.data([0x01])
    panel.command(0xB0 + UInt8(size.rows / 8 - 1))
    for byte in column { panel.command(byte) }
    panel.data(Array(repeating: 0, count: size.columns - 1) + [0x80])
    #expect(panel.chip.columns == size.columns && panel.chip.rows == size.rows)
    #expect(panel.lit() == [[0, 0], [size.columns - 1, size.rows - 1]])
    #expect(panel.chip.litPixels == 2)
    panel.command(0xA5)
    #expect(panel.chip.litPixels == size.columns * size.rows)
  }

  @Test func theSmallGlassLitAtCFTakesWhatItsSegmentsDo() {
    let values = SSD1306.Coefficients.documented64x32
    var controller = SSD1306Controller()
    for byte in [0xA8, 0x1F, 0x81, 0xCF] as [UInt8] { _ = controller.take(command: byte) }
    // 64 columns in any row; 80 steps above contrast 7F, 126 of which are 12.2 %.
    let lit = values.current(lit: 2_048, controller).typical - values.on.current.typical
    #expect(lit == 64 * (42_300_000 * (126_000 + 122 * 80) / 126_000))
    #expect(values.all.allSatisfy { $0.name.hasPrefix("OLED.") })
  }

  @Test func aGlassIsClampedToTheController() {
    let glass = SSD1306.Panel(columns: 200, rows: 0, columnOffset: 99, sides: .sequential)
    #expect([glass.columns, glass.rows, glass.columnOffset] == [128, 1, 0])
  }

  @Test func withoutASwitchItIsOnWithItsNet() {
    let rig = Rig()
    let lines = ["CS", "DC", "RES"].map { rig.line($0, pull: true) }
    let chip = SSD1306(
      "second", on: rig.emulation, net: rig.net, panel: .size64x32, chipSelect: lines[0], dataCommand: lines[1],
      reset: lines[2], coefficients: Panel.coefficients)
    #expect(!chip.isShowing && rig.power.loadCurrent == 5_000_000)
  }

  @Test func listensOnI2CToo() throws {
    func make() -> (Rig, SSD1306, I2CBus) {
      let rig = Rig()
      let chip = SSD1306(
        on: rig.emulation, net: rig.net, panel: .size96x16, address: 0x3C, coefficients: Panel.coefficients)
      let bus = I2CBus()
      bus.attach(chip)
      return (rig, chip, bus)
    }
    let (rig, chip, bus) = make()
    #expect(!chip.isSelected && Panel().chip.i2cAddress == nil)
    func send(_ bytes: UInt8...) -> Bool {
      guard let target = bus.target(at: 0x3C), target.i2cStart(isRead: false) else { return false }
      defer { target.i2cStop() }
      return bytes.allSatisfy { target.i2cWrite($0) }
    }
    let port = try #require(bus.target(at: 0x3C))
    #expect(port.i2cStart(isRead: true) && port.i2cRead(acknowledged: false) == 0x40, "off")
    #expect(send(0x00, 0xA8, 0x0F, 0xDA, 0x02, 0xA1, 0xC8, 0x8D, 0x14, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7))
    for _ in 0..<8 {
      #expect(port.i2cStart(isRead: false) && port.i2cWrite(0x40))
      #expect((0..<128).allSatisfy { _ in port.i2cWrite(0) })
    }
    // One command, one byte of data and the rest, each with its control byte.
    #expect(send(0x80, 0xAF, 0xC0, 0x01, 0x40, 0x80, 0x00))
    #expect(port.i2cStart(isRead: true) && port.i2cRead(acknowledged: false) == 0x00)
    #expect(chip.framebuffer.indices.filter { chip.framebuffer[$0] } == [0, 7 * 96 + 1])
    #expect(port.i2cStart(isRead: false) && port.i2cWrite(0x40))
    let (other, copy, otherBus) = make()
    try other.restore(rig.snapshot())
    let next = try #require(otherBus.target(at: 0x3C))
    #expect(next.i2cWrite(0xFF) && copy.litPixels == 10, "it goes on within the transfer")
  }

  @Test func currentIsThatOfTheLitPixels() {
    let panel = Panel()
    #expect(panel.current == 0)
    panel.start()
    #expect(panel.current == 5_000_000)
    panel.clear()
    panel.command(0xAF)
    #expect(panel.current == 300_000_000)
    panel.command(0x81, 0xFF, 0xA5)
    // 72 columns in any row. 126 steps of contrast change a segment by half: 128 above 7F make 190 / 126 of 50 uA, and the
    // internal reference twice that.
    #expect(panel.current == 300_000_000 + 72 * (100_000_000 * 190 / 126))
    panel.command(0xAD, 0x00)
    #expect(panel.current == 300_000_000 + 72 * (50_000_000 * 190 / 126))
    panel.command(0xA4, 0xA7, 0x81, 0x7F)
    #expect(panel.chip.litPixels == 2_880)
    #expect(panel.current == 300_000_000 + 72 * 50_000_000)
    panel.command(0x81, 0x01)
    #expect(panel.current == 300_000_000 + 72 * 25_000_000)
    panel.command(0x81, 0x7F)
    panel.command(0xA6, 0x20, 0x02, 0xB0, 0x0C, 0x11)
    panel.data([0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    #expect(panel.current == 300_000_000, "until the next refresh")
    panel.rig.run(for: panel.chip.state.controller.refreshPeriod)
    #expect(panel.current == 300_000_000 + 50_000_000)
    panel.command(0x8D, 0x10)
    #expect(panel.current == 300_000_000, "dark without the charge pump")
    panel.command(0xAE)
    #expect(panel.current == 5_000_000)
    panel.supply.value = false
    #expect(panel.current == 0)
  }

  @Test func theCountOfLitPixelsAgreesWithThePicture() {
    let panel = Panel()
    panel.start()
    panel.command(0xAF)
    let noise = SeededNoise(seed: 3)
    for round in 0..<300 as Range<UInt64> {
      panel.command(UInt8(truncatingIfNeeded: 0x40 + noise.bits(round) % 64))
      panel.command(0xD3, UInt8(noise.bits(round + 1_000) % 64))
      panel.command(noise.bits(round) & 256 == 0 ? 0xA6 : 0xA7, noise.bits(round) & 512 == 0 ? 0xA0 : 0xA1)
      panel.command(0xDA, [0x12, 0x02, 0x32, 0x22][Int(noise.bits(round) >> 12 & 3)])
      panel.command(0xA8, UInt8(15 + noise.bits(round) >> 20 % 49))
      panel.data((0..<20).map { UInt8(truncatingIfNeeded: noise.bits(round << 8 + $0)) })
      #expect(panel.chip.litPixels == panel.chip.framebuffer.count { $0 })
    }
  }

  @Test func memoryIsNoiseAfterPowerOnAndStaysThroughReset() {
    let panel = Panel()
    panel.start()
    panel.command(0xAF)
    let noise = panel.chip.framebuffer
    #expect(noise.contains(true) && noise.contains(false))
    panel.reset.value = false
    #expect(!panel.chip.isShowing)
    panel.reset.value = true
    #expect(!panel.chip.isShowing)
    panel.start()
    panel.supply.value = false
    panel.start()
    panel.command(0xAF)
    #expect(panel.chip.framebuffer != noise)
  }

  @Test func aFrameIsReportedOnceARefresh() {
    let panel = Panel()
    panel.start()
    panel.clear()
    panel.command(0xAF)
    var frames = 0
    let watching = panel.chip.watchFrames { frames += 1 }
    defer { watching.end() }
    var others = 0
    let other = panel.chip.watchFrames { others += 1 }
    panel.data(Array(repeating: 0xAA, count: 360))
    #expect(frames == 0)
    // 40 rows of 54 clocks at 370 kHz.
    panel.rig.run(for: 40 * 54 * Tick.perSecond / 370_000)
    #expect(frames == 1 && others == 1)
    panel.rig.run(for: Tick.perSecond)
    #expect(frames == 1)
    other.end()
    panel.command(0xA7)
    #expect(frames == 2 && others == 1)
  }

  @Test func snapshotKeepsThePicture() throws {
    let (first, second) = (Panel(), Panel())
    first.start()
    first.clear()
    first.command(0xAF)
    first.data([1, 2, 3, 4])
    try second.rig.restore(first.rig.snapshot())
    #expect(second.lit() == first.lit())
    #expect(second.chip.litPixels == first.chip.litPixels)
    for panel in [first, second] { panel.rig.run(for: Tick.perSecond) }
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let noise = SeededNoise(seed: 1306)
    let panel = Panel()
    panel.start()
    for round in 0..<100_000 as Range<UInt64> {
      let bits = noise.bits(round)
      panel.dataCommand.value = bits & 3 == 0
      panel.select.value = bits & 60 == 4
      if bits & 0xFFF00 == 0 { panel.reset.value = bits & 64 != 0 }
      _ = panel.bus.exchange(UInt32(truncatingIfNeeded: bits >> 20), bits: [8, 9, 16, 32][Int(bits >> 60 & 3)])
      if bits & 0xFF00 == 0 { #expect(panel.chip.litPixels == panel.chip.framebuffer.count { $0 }) }
    }
  }
}
