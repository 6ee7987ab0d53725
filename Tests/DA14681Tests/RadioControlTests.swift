import Machine
import Testing

@testable import DA14681

@Suite struct RadioControlTests {
  private let bench = Bench()
  private let unit: RadioControl
  private static let calibration: UInt32 = 0x5000_2050
  private static let interrupt: UInt32 = 0x5000_2054

  init() { unit = RadioControl(bench.fabric) }

  /// What drivers do: clear, wait for EO_CAL to be 0, start, wait for SO_CAL to be 1, then 0.
  @Test func aCalibrationEnds() {
    bench.write(Self.calibration, 0x2C)
    bench.write(Self.interrupt, 0)
    #expect(bench.read(Self.calibration) == 0x2C)
    bench.write(Self.calibration, 0x2D)
    #expect(bench.read(Self.calibration) == 0x2D)
    bench.run(for: RadioControl.duration - 1)
    #expect(bench.read(Self.calibration) == 0x2D && !bench.isRequested(.radioCalibration))
    bench.run(for: 1)
    #expect(bench.read(Self.calibration) == 0x2E && bench.isRequested(.radioCalibration))
    bench.write(Self.interrupt, 0)
    #expect(bench.read(Self.calibration) == 0x2C && !bench.isRequested(.radioCalibration))
  }

  @Test func eachIsCountedAsNotModelled() {
    bench.write(Self.calibration, 1)
    _ = bench.read(Self.calibration)
    let entry = bench.emulation.journal.unmodelled.first { $0.address == Self.calibration }
    #expect(entry?.register == "RFCU.RF_CAL_CTRL_REG" && entry?.writes == 1 && entry?.reads == 1)
  }

  @Test func anotherWriteNeitherStartsAnewNorEndsOne() {
    bench.write(Self.calibration, 1)
    bench.run(for: RadioControl.duration / 2)
    bench.write(Self.calibration, 1)
    bench.run(for: RadioControl.duration / 2)
    #expect(bench.read(Self.calibration) & 3 == 2)
    bench.write(Self.calibration, 1)
    bench.write(Self.calibration, 0)
    bench.run(for: RadioControl.duration * 2)
    #expect(bench.read(Self.calibration) & 1 == 0)
  }

  @Test func theRestKeepsWhatIsWritten() {
    for offset in stride(from: UInt32(0), to: 0x200, by: 2) where offset != 0x50 && offset != 0x54 {
      bench.write(0x5000_2000 + offset, offset ^ 0x5A5A)
      #expect(bench.read(0x5000_2000 + offset) == offset ^ 0x5A5A)
    }
  }

  @Test func aResetEndsItAndASnapshotKeepsIt() throws {
    bench.write(Self.calibration, 1)
    let other = RadioControlTests()
    try other.bench.restore(from: bench)
    other.bench.run(for: RadioControl.duration)
    #expect(other.bench.read(Self.calibration) == 2)
    unit.reset()
    bench.run(for: RadioControl.duration * 2)
    #expect(bench.read(Self.calibration) == 0 && !bench.isRequested(.radioCalibration))
  }
}
