import Foundation
import Machine
import Testing

@testable import Session

/// The same on a band that runs its firmware.
@Suite struct BandPeekTests {
  private func state(_ bench: BandOnBench) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(bench.emulation.snapshot)
  }

  @Test(arguments: [1, 200, 1_000, 3_217])
  func peekingEveryRegisterChangesNothing(milliseconds: UInt64) throws {
    let bench = try BandOnBench()
    bench.happen(.cable)
    bench.run(for: .milliseconds(milliseconds))
    let bus = bench.band.soc.bus
    let registers = bench.band.soc.registers
    let before = try state(bench)
    let peeked = registers.map { bus.peek($0.address, width: $0.register.bytes) }
    let isUnchanged = try state(bench) == before
    #expect(isUnchanged)
    // What a read does changes what others say; of those that do nothing, each says what was seen.
    for (entry, value) in zip(registers, peeked) where entry.register.fields.allSatisfy({ $0.onRead == nil }) {
      let read = bus.read(entry.address, width: entry.register.bytes)
      #expect(value == read, "\(entry.block).\(entry.register.name)")
    }
  }
}
