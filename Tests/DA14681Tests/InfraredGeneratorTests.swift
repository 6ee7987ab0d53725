import Machine
import Testing

@testable import DA14681

struct InfraredGeneratorTests {
  let bench = Bench()
  static let base: UInt32 = 0x5000_1700
  /// One cycle of the carrier: 4 + 6 cycles of 16 MHz.
  static let carrier: Tick = 10 * cycle

  init() {
    let generator = InfraredGenerator(bench.fabric)
    _ = generator.domain
    bench.fabric.clocks.configure { $0.peripherals = 1 << 4 }
    bench.write(Self.base + 0x00, 4)
    bench.write(Self.base + 0x02, 6)
    bench.write(Self.base + 0x04, 3 << 8 | 2)
    bench.write(Self.base + 0x06, 1 << 8 | 1)
  }

  /// Enables, routes P2_0, and records every edge of the output.
  func edges(control: UInt32, until end: Tick) -> [(Tick, Bool)] {
    final class Record { var edges: [(Tick, Bool)] = [] }
    let record = Record()
    bench.route(Pin(2, 0), .infraredOut)
    bench.fabric.pads[Pin(2, 0)].observe { [bench] in record.edges.append((bench.now, $0)) }
    bench.write(Self.base + 0x08, control | 0xC)
    bench.run(until: end)
    return record.edges
  }

  @Test func aMarkIsACarrierAndASpaceIsNone() {
    bench.write(Self.base + 0x0E, 1 << 14 | 2)
    bench.write(Self.base + 0x0E, 3)
    #expect(bench.read(Self.base + 0x0A) == 2)
    let edges = edges(control: 0x100, until: 5 * Self.carrier - 1)
    #expect(edges.map(\.0) == [0, 4 * cycle, 10 * cycle, 14 * cycle])
    #expect(edges.map(\.1) == [true, false, true, false])
    #expect(bench.read(Self.base + 0x0A) == 1 << 10, "busy, and the codes are taken")
    #expect(!bench.isRequested(.infrared))
    bench.run(until: 5 * Self.carrier)
    #expect(bench.isRequested(.infrared))
    #expect(bench.read(Self.base + 0x0A) == 0)
    #expect(bench.read(Self.base + 0x12) == 1)
    #expect(!bench.isRequested(.infrared))
  }

  @Test func bitsHaveTheirOwnTimesLowestFirst() {
    bench.write(Self.base + 0x0E, 0x8000 | 1 << 11 | 0b01)
    let edges = edges(control: 0, until: .milliseconds(1))
    // One: 3 marks, 2 spaces; zero: 1 mark, 1 space.
    #expect(edges.filter(\.1).map(\.0) == [0, 1, 2, 5].map { $0 * Self.carrier })
  }

  @Test func spaceFirstAndInverted() {
    bench.write(Self.base + 0x0E, 0x8000)
    let edges = edges(control: 0x60, until: .milliseconds(1))
    #expect(edges.map(\.0) == [0, Self.carrier, Self.carrier + 4 * cycle])
    #expect(edges.map(\.1) == [true, false, true])
  }

  @Test func theCommandRepeatsAfterItsTime() {
    bench.write(Self.base + 0x0C, 20)
    bench.write(Self.base + 0x0E, 1 << 14 | 1)
    let edges = edges(control: 0, until: 45 * Self.carrier)
    #expect(edges.filter(\.1).map(\.0) == [0, 20, 40].map { $0 * Self.carrier })
    bench.write(Self.base + 0x08, 4)
    bench.run(for: 100 * Self.carrier)
    #expect(bench.read(Self.base + 0x0A) == 0)
  }

  @Test func theRepeatFIFOHoldsAnotherCommand() {
    bench.write(Self.base + 0x0C, 20)
    bench.write(Self.base + 0x0E, 1 << 14 | 1)
    bench.write(Self.base + 0x10, 1 << 14 | 2)
    let edges = edges(control: 0x10, until: 45 * Self.carrier)
    #expect(edges.filter(\.1).map(\.0) == [0, 20, 21, 40, 41].map { $0 * Self.carrier })
  }

  @Test func fullFIFOsLoseWhatIsBeyond() {
    for _ in 0..<40 { bench.write(Self.base + 0x0E, 1) }
    for _ in 0..<20 { bench.write(Self.base + 0x10, 1) }
    #expect(bench.read(Self.base + 0x0A) == 15 << 6 | 32)
    bench.write(Self.base + 0x08, 5)
    #expect(bench.read(Self.base + 0x0A) == 15 << 6)
    bench.write(Self.base + 0x08, 0)
    #expect(bench.read(Self.base + 0x0A) == 0)
  }
}
