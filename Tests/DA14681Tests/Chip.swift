import ChipTesting
import Foundation
import Machine

@testable import DA14681

/// A whole chip on a laboratory supply.
final class Chip {
  let emulation = Emulation()
  let power: PowerSystem
  let flash = Memory("flash", size: 1 << 20, isWritable: false, fill: 0xFF)
  let soc: DA14681

  /// Currents that are easy to tell apart, in microamperes.
  static let coefficients = DA14681.Coefficients(
    run: current("run", 30, .microamperesPerMegahertz), wfi: current("wfi", 10, .microamperesPerMegahertz),
    extendedSleep: current("sleep", 1), retentionPerKiB: current("retention", 0.01),
    hibernation: current("hibernation", 0.5), xtal16M: current("XTAL16M", 100), rc16M: current("RC16M", 50),
    pll: current("PLL", 200), xtal32K: current("XTAL32K", 0.25), rc32K: current("RC32K", 0.125),
    rcx: current("RCX", 0.0625))

  private static func current(_ name: String, _ value: Double, _ unit: Coefficient.Unit = .microamperes) -> Coefficient
  {
    Coefficient(name, value, value, value, unit, condition: "test", source: .estimate("test"))
  }

  /// With `nominalMillivolts` behind a converter that takes the same power at any voltage.
  init(source: any VoltageSource = BenchSupply(millivolts: 3_700), nominalMillivolts: Int64? = nil) {
    power = PowerSystem(emulation, source: source)
    let conversion = nominalMillivolts.map { Conversion.constantPower(nominalMillivolts: $0) } ?? .linear
    soc = DA14681(
      emulation, on: power.net("VBAT", fedBy: .cell, through: conversion), flash: flash,
      coefficients: Chip.coefficients)
  }

  /// Puts a program into RAM at 0x07FC0100 and starts it there with all of RAM as the stack.
  func load(_ program: Thumb) {
    soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    soc.ram.store(program.bytes, at: 0x100)
  }

  var now: Tick { emulation.now }
  func read(_ address: UInt32, width: Int = 2) -> UInt32 { soc.bus.read(address, width: width) }
  func write(_ address: UInt32, _ value: UInt32, width: Int = 2) { soc.bus.write(address, width: width, value: value) }
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
