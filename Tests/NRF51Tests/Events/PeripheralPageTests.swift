import Machine
import Testing

@testable import NRF51

/// Tasks, events, shorts and interrupts of a page.
struct PeripheralPageTests {
  private static let base: UInt32 = 0x4000_2000
  private let bench = Bench()
  private let sample: Sample

  init() { sample = Sample(bench.fabric) }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }

  @Test func aTaskRunsWhereOneIsWrittenAndItsRegisterReadsZero() {
    write(0x000, 0)
    #expect(sample.count.isEmpty)
    write(0x000, 1)
    #expect(sample.count == [0: 1])
    #expect(read(0x000) == 0)
    #expect(read(0x100) == 1)
  }

  @Test func theInterruptIsTheOrOfEventsAndTheirEnables() {
    write(0x000, 1)
    #expect(!bench.isRequested(2))
    write(0x304, 3)
    #expect(read(0x304) == 3)
    #expect(read(0x308) == 3)
    #expect(bench.isRequested(2))
    write(0x100, 0)
    #expect(!bench.isRequested(2))
    write(0x004, 1)
    #expect(bench.isRequested(2))
    write(0x308, 2)
    #expect(read(0x304) == 1)
    #expect(!bench.isRequested(2))
    #expect(read(0x104) == 1)
  }

  @Test func aShortRunsItsTask() {
    write(0x200, 8)
    write(0x000, 1)
    #expect(sample.count == [0: 1, 4: 1])
    #expect(read(0x104) == 1)
  }

  @Test func powerOffResetsAndIgnoresEverything() {
    write(0x504, 7)
    write(0x000, 1)
    #expect(read(0xFFC) == 1)
    write(0xFFC, 0)
    #expect(read(0xFFC) == 0)
    #expect(read(0x504) == 5)
    #expect(read(0x100) == 0)
    write(0x504, 9)
    write(0x000, 1)
    #expect(read(0x504) == 5)
    #expect(sample.count.isEmpty)
    write(0xFFC, 1)
    write(0x504, 9)
    #expect(read(0x504) == 9)
  }

  @Test func theBlocksOfOnePageAreWrittenTogetherAndReadByTheSelectedOne() {
    let first = Sample(bench.fabric, at: 0x4000_3000, name: "FIRST", sharing: true)
    let second = Sample(bench.fabric, at: 0x4000_3000, name: "SECOND", sharing: true)
    first.isSelected = false
    bench.write(0x4000_3504, 0x12)
    #expect(first.bank[Sample.control] == 0x12)
    #expect(second.bank[Sample.control] == 0x12)
    second.bank[Sample.control] = 0x34
    #expect(bench.read(0x4000_3504) == 0x34)
    second.isSelected = false
    #expect(bench.read(0x4000_3504) == 0x12)
    #expect(bench.read(0x4000_3700) == 0)
    #expect(bench.emulation.journal.unmodelled.map(\.register) == ["0x40003000.hole"])
  }
}
