import Foundation
import Machine

@testable import NRF51

/// A fabric without a CPU on a laboratory supply, driven through the bus.
final class Bench {
  let emulation = Emulation()
  let bus = Bus()
  let ram = Memory("RAM", size: 16 << 10, isWritable: true)
  let power: PowerSystem
  let fabric: NRF51Fabric
  let ppi: PPI

  /// LFCLK is the crystal and runs from tick 0.
  init() {
    power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_000))
    fabric = NRF51Fabric(
      emulation, bus: bus, ram: ram, on: power.net("VDD", fedBy: .cell), coefficients: .documented, seed: 1)
    bus.map(Mapping(ram, at: 0x2000_0000))
    emulation.register("RAM", MemoryContents(ram))
    ppi = PPI(fabric)
    fabric.clocks.configure(at: 0) { $0.slowSource = .crystal }
  }

  func read(_ address: UInt32) -> UInt32 { bus.read(address, width: 4) }
  func write(_ address: UInt32, _ value: UInt32) { bus.write(address, width: 4, value: value) }

  var now: Tick { emulation.now }

  /// Runs all alarms up to and at `time`, each at its own deadline.
  func run(until time: Tick) {
    let scheduler = emulation.scheduler
    while scheduler.nextDeadline <= time {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
    }
    scheduler.advance(to: time)
  }

  func run(for ticks: Tick) { run(until: now + ticks) }

  /// The level of an interrupt line.
  func isRequested(_ identifier: Int) -> Bool { fabric.interrupt(identifier).level }

  /// Connects an event to a task by a channel of the PPI, and enables it.
  func connect(_ channel: UInt32, from event: UInt32, to task: UInt32) {
    write(0x4001_F510 + 8 * channel, event)
    write(0x4001_F514 + 8 * channel, task)
    write(0x4001_F504, 1 << channel)
  }
}

/// Ticks of one 16 MHz clock.
let cycle: Tick = 96
/// Ticks of one 32,768 Hz clock.
let slowCycle: Tick = 46_875

extension Bench {
  /// Takes over another bench's snapshot, through its JSON.
  func restore(from other: Bench) throws {
    let data = try JSONEncoder().encode(other.emulation.snapshot)
    struct Restorer: Decodable {
      let decoder: any Decoder
      init(from decoder: any Decoder) { self.decoder = decoder }
    }
    try emulation.restore(from: JSONDecoder().decode(Restorer.self, from: data).decoder)
  }
}
