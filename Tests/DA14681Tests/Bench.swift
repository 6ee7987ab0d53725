import Foundation
import Machine

@testable import DA14681

/// A fabric without a CPU, driven through the bus.
final class Bench {
  let emulation = Emulation()
  let bus = Bus()
  let fabric: Fabric

  /// The serial blocks' clocks run at 16 MHz, and the low-power clock is the 32,768 Hz crystal.
  init() {
    fabric = Fabric(emulation, bus: bus)
    fabric.clocks.configure {
      $0.peripherals = 0x7
      $0.lowPowerSource = 2
      $0.isXTAL32KEnabled = true
    }
  }

  /// Gives a pad a function.
  func route(_ pin: Pin, _ function: PinFunction) {
    fabric.pads.setMode(PadMode(direction: 0, function: function.rawValue, isOpenDrain: false, data: false), of: pin)
  }

  func read(_ address: UInt32) -> UInt32 { bus.read(address, width: 2) }
  func write(_ address: UInt32, _ value: UInt32) { bus.write(address, width: 2, value: value) }

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
  func isRequested(_ interrupt: Interrupt) -> Bool { fabric.interrupt(interrupt).level }
}

/// Ticks of one 16 MHz cycle.
let cycle: Tick = 96

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
