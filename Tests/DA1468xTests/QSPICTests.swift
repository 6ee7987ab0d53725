import Machine
import Testing

@testable import DA1468x

struct QSPICTests {
  let bench = Bench()
  let qspic: QSPIC
  let flash: Recorder

  /// Answers each byte with its number, and keeps what it hears.
  final class Recorder: SPITarget {
    let select: Line
    var heard: [[UInt32]] = []
    init(_ select: Line) {
      self.select = select
      select.observe { [unowned self] level in if !level { self.heard.append([]) } }
    }
    var isSelected: Bool { !select.level }
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      heard[heard.count - 1].append(word)
      return UInt32(heard[heard.count - 1].count)
    }
  }

  init() {
    qspic = QSPIC(bench.fabric)
    flash = Recorder(qspic.chipSelect)
    qspic.flash.attach(flash)
  }

  private func write(_ offset: UInt32, _ value: UInt32, width: Int = 4) {
    bench.bus.write(0x0C00_0000 + offset, width: width, value: value)
  }

  @Test func manualModeShiftsAsManyBytesAsTheAccessHas() {
    write(0, 8)
    write(0x18, 0x9F, width: 1)
    #expect(bench.bus.read(0x0C00_001C, width: 1) == 2)
    #expect(bench.bus.read(0x0C00_001C, width: 2) == 0x0403)
    #expect(bench.bus.read(0x0C00_001C, width: 4) == 0x0807_0605)
    write(0x18, 0x4433_2211)
    write(0, 0x10)
    write(0, 8)
    write(0x18, 0xB9, width: 1)
    write(0, 0x10)
    #expect(flash.heard == [[0x9F, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x22, 0x33, 0x44], [0xB9]])
    #expect(qspic.chipSelect.level)
  }

  @Test func autoModeIgnoresTheManualRegisters() {
    write(4, 1)
    write(0, 8)
    write(0x18, 0x9F, width: 1)
    #expect(flash.heard.isEmpty)
  }

  @Test func microcodeWakesTheFlash() {
    // One byte, AB, and a wait; then two bytes.
    write(0x40, 0xAB01_4009)
    write(0x44, 0x6600_0011)
    write(0x48, 0x0000_0099)
    qspic.runMicrocode()
    #expect(flash.heard == [[0xAB], [0x66, 0x99]])
  }

  @Test(arguments: [0xFFFF_FFFF, 0x0000_00F9, 0x0000_0001])
  func hostileMicrocodeEnds(word: UInt32) {
    for index in 0..<16 { write(0x40 + UInt32(4 * index), word) }
    qspic.runMicrocode()
    #expect(qspic.chipSelect.level)
  }
}
