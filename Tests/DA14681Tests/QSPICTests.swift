import Machine
import Testing

@testable import DA14681

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
    qspic.runMicrocode(at: bench.now)
    #expect(flash.heard == [[0xAB]])
    // Eight clocks and 320 of waiting at 16 MHz.
    bench.run(until: 328 * cycle - 1)
    #expect(flash.heard == [[0xAB]])
    bench.run(for: 1)
    #expect(flash.heard == [[0xAB], [0x66, 0x99]])
    #expect(qspic.microcodeTime == (328 + 16) * cycle)
    bench.run(for: 16 * cycle)
    #expect(qspic.saveState().step == nil)
  }

  @Test(arguments: [(1 as UInt32, 8 as Tick), (2, 4), (4, 2)])
  func transfersTakeTheirClocks(set: UInt32, clocks: Tick) {
    // HCLK is 16 MHz / 4, the flash clock half of it.
    bench.fabric.clocks.configure { $0.qspiShift = 1 }
    write(0, set)
    write(0, 8)
    #expect(bench.now == 0)
    write(0x18, 0x9F, width: 1)
    #expect(bench.now == clocks * 8 * cycle)
    _ = bench.bus.read(0x0C00_001C, width: 4)
    #expect(bench.now == 5 * clocks * 8 * cycle)
    write(0x20, 0, width: 2)
    #expect(bench.now == 7 * clocks * 8 * cycle)
  }

  @Test func withoutBusWaitsSoftwareAsksWhetherItIsBusy() {
    write(4, 1 << 6)
    write(0, 8)
    write(0x18, 0x9F, width: 1)
    #expect(bench.now == 0)
    #expect(bench.bus.read(0x0C00_0014, width: 4) == 1)
    bench.run(until: 32 * cycle - 1)
    #expect(bench.bus.read(0x0C00_0014, width: 4) == 1)
    bench.run(for: 1)
    #expect(bench.bus.read(0x0C00_0014, width: 4) == 0)
    _ = bench.bus.read(0x0C00_001C, width: 2)
    #expect(bench.bus.read(0x0C00_0008, width: 4) == 0x0302)
    // A transfer that begins before the one before it has ended waits for it.
    _ = bench.bus.read(0x0C00_001C, width: 1)
    bench.run(until: (32 + 64 + 32) * cycle - 1)
    #expect(bench.bus.read(0x0C00_0014, width: 4) == 1)
    bench.run(for: 1)
    #expect(bench.bus.read(0x0C00_0014, width: 4) == 0)
  }

  @Test func erasesInAutoMode() {
    write(0x28, 0x7A75_0620)
    // Busy is bit 0 of register 5, and 1; the recorder's second answer is 2.
    write(0x34, 0x8005)
    write(4, 1)
    write(0x24, 0x0101_2340)
    #expect(flash.heard == [[0x06], [0x20, 0x01, 0x23, 0x40]])
    #expect(bench.bus.read(0x0C00_0024, width: 4) == 0x0001_2340)
    #expect(flash.heard.last == [0x05, 0])
    // With the busy bit at 1 it is never done.
    write(0x34, 0x9005)
    write(0x24, 0x0101_2340)
    write(0x38, 0)
    #expect(bench.bus.read(0x0C00_0024, width: 4) == 0x0501_2340)
  }

  /// Where reads send their instruction once, another command is preceded by the break sequence.
  @Test(arguments: [(0x1_FF00, [0xFF]), (0x3_FFA5, [0xFF, 0xA5])] as [(UInt32, [UInt32])])
  func anEraseInAutoModeBreaksTheContinuousRead(sequence: UInt32, expected: [UInt32]) {
    write(0x28, 0x7A75_06D8)
    write(0x30, sequence)
    write(0x10, 1 << 6)
    write(4, 1)
    write(0x24, 0x0102_0000)
    #expect(flash.heard == [expected, [0x06], [0xD8, 0x02, 0, 0]])
  }

  @Test func withoutContinuousReadThereIsNothingToBreak() {
    write(0x28, 0x7A75_06D8)
    write(0x30, 0x1_FF00)
    write(4, 1)
    write(0x24, 0x0102_0000)
    #expect(flash.heard == [[0x06], [0xD8, 0x02, 0, 0]])
  }

  @Test(arguments: [0xFFFF_FFFF, 0x0000_00F9, 0x0000_0001])
  func hostileMicrocodeEnds(word: UInt32) {
    for index in 0..<16 { write(0x40 + UInt32(4 * index), word) }
    qspic.runMicrocode(at: bench.now)
    bench.run(for: .seconds(UInt64(1)))
    #expect(qspic.chipSelect.level)
    #expect(qspic.saveState().step == nil)
  }
}
