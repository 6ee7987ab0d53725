import ChipTesting
import Foundation
import Machine

@testable import NRF51

/// A whole chip on a laboratory supply of 3 V.
final class Chip {
  let emulation = Emulation()
  let power: PowerSystem
  let soc: NRF51

  init(variant: NRF51.Variant = .xxAA, seed: UInt64 = 1) {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_000))
    soc = NRF51(emulation, on: power.net("VDD", fedBy: .cell), variant: variant, seed: seed)
  }

  /// Puts a program into flash at 0x100, with vectors before it: the stack at the end of 16 KiB of RAM, every exception at
  /// `handler`, a place in the program in bytes. Powers the chip on.
  func start(_ program: Thumb, handler: Int? = nil) {
    flash(program, handler: handler)
    soc.start()
  }

  func flash(_ program: Thumb, handler: Int? = nil) {
    var vectors: [UInt32] = [0x2000_4000, 0x101]
    let entry = UInt32(0x101 + (handler ?? 0))
    vectors += Array(repeating: handler == nil ? 0xFFFF_FFFF : entry, count: 46)
    soc.flash.store(
      vectors.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        + [UInt8](repeating: 0, count: 64)
        + program.bytes, at: 0)
  }

  /// Puts a program into RAM at 0x20000100 and starts it there.
  func startInRAM(_ program: Thumb) {
    soc.start(.image(stackPointer: 0x2000_4000, programCounter: 0x2000_0101))
    soc.ram.store(program.bytes, at: 0x100)
  }

  var now: Tick { emulation.now }
  func read(_ address: UInt32) -> UInt32 { soc.bus.read(address, width: 4) }
  func write(_ address: UInt32, _ value: UInt32) { soc.bus.write(address, width: 4, value: value) }
  func run(for ticks: Tick) { soc.run(until: now + ticks) }
}

extension Chip {
  /// The machine's state as JSON with sorted keys.
  var snapshot: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(emulation.snapshot)
    }
  }

  /// Takes over another chip's snapshot.
  func restore(_ data: Data) throws {
    struct Restorer: Decodable {
      let decoder: any Decoder
      init(from decoder: any Decoder) { self.decoder = decoder }
    }
    try emulation.restore(from: JSONDecoder().decode(Restorer.self, from: data).decoder)
  }
}
