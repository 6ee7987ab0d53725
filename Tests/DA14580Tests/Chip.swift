import ChipTesting
import Foundation
import Machine

@testable import DA14580

/// A whole chip on a laboratory supply.
final class Chip {
  let emulation = Emulation()
  let power: PowerSystem
  let soc: DA14580

  /// Currents that are easy to tell apart, in microamperes.
  static let coefficients = DA14580.Coefficients(
    run: current("run", 50, .microamperesPerMegahertz), wfi: current("wfi", 10, .microamperesPerMegahertz),
    sleep: current("sleep", 1), sysRAM: current("SysRAM", 4), retentionPerKiB: current("retention", 0.01),
    xtal16M: current("XTAL16M", 100), rc16M: current("RC16M", 50), xtal32K: current("XTAL32K", 0.25),
    rc32K: current("RC32K", 0.125), rcx: current("RCX", 0.0625))

  private static func current(_ name: String, _ value: Double, _ unit: Coefficient.Unit = .microamperes) -> Coefficient
  {
    Coefficient(name, value, value, value, unit, condition: "test", source: .estimate("test"))
  }

  init() {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_000))
    soc = DA14580(emulation, on: power.net("VBAT", fedBy: .cell), coefficients: Chip.coefficients)
  }

  /// Puts a program into SysRAM at 0x20000100 and starts it there.
  func load(_ program: Thumb) {
    soc.start(.image(stackPointer: 0x2000_8000, programCounter: 0x2000_0101, remap: .sysRAM))
    soc.ram.store(program.bytes, at: 0x100)
  }

  var now: Tick { emulation.now }
  func read(_ address: UInt32, width: Int = 2) -> UInt32 { soc.bus.read(address, width: width) }
  func write(_ address: UInt32, _ value: UInt32, width: Int = 2) { soc.bus.write(address, width: width, value: value) }
  func run(for ticks: Tick) { soc.run(until: now + ticks) }

  /// The charge of a state of a load so far, in pA·ticks.
  func charge(_ component: String, _ state: String) -> Int128 {
    power.ledger.first { $0.component == component && $0.state == state }?.fromCell.typical ?? 0
  }

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

/// A program image as the boot ROM starts it: vectors, and code that marks a word and then spins.
enum Program {
  static let mark: UInt32 = 0x2000_1000

  static func marking(_ value: UInt32) -> [UInt8] {
    var code = Thumb()
    code.store32(mark, value)
    code.stop()
    return [0x00, 0x80, 0x00, 0x20, 0x09, 0x00, 0x00, 0x20] + code.bytes
  }
}
