import Foundation
import Machine

/// A bench for one part: a machine, a supply of 3.7 V, and the means to let time pass.
final class Rig {
  let emulation = Emulation()
  let power: PowerSystem
  let net: PowerNet

  init(source: any VoltageSource = BenchSupply(millivolts: 3_700)) {
    power = PowerSystem(emulation, source: source)
    net = power.net("V", fedBy: .cell)
  }

  var now: Tick { emulation.now }

  func line(_ name: String, pull: Bool = false) -> Line { emulation.line(name, pull: pull) }

  /// Lets alarms fire up to and including `time`. Returns how many times there was something to do.
  @discardableResult
  func run(until time: Tick) -> Int {
    let scheduler = emulation.scheduler
    var events = 0
    while scheduler.nextDeadline <= time {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
      events += 1
    }
    scheduler.advance(to: time)
    return events
  }

  @discardableResult
  func run(for ticks: Tick) -> Int { run(until: now + ticks) }

  /// Typical charge of a component's state so far, in pA·ticks.
  func charge(_ component: String, _ state: String) -> Int128? {
    power.ledger.first { $0.component == component && $0.state == state }?.fromCell.typical
  }

  func seconds(_ component: String, _ state: String) -> Double {
    (power.ledger.first { $0.component == component && $0.state == state }?.ticks ?? 0).inSeconds
  }

  /// The machine's state as JSON, and back into another machine.
  func snapshot() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(emulation.snapshot)
  }

  func restore(_ data: Data) throws {
    _ = try JSONDecoder().decode(Restoring.self, from: data, configuration: emulation)
  }

  private struct Restoring: DecodableWithConfiguration {
    init(from decoder: any Decoder, configuration: Emulation) throws { try configuration.restore(from: decoder) }
  }
}

/// A coefficient for tests: the same value low, typical and high.
func coefficient(_ value: Double, _ unit: Coefficient.Unit = .microamperes) -> Coefficient {
  Coefficient("test", value, value, value, unit, condition: "test", source: .estimate("test"))
}

/// A motion that is a function.
final class MotionFunction: MotionSource {
  let function: (Tick) -> Acceleration
  private(set) var asked: [Tick] = []
  init(_ function: @escaping (Tick) -> Acceleration) { self.function = function }
  func acceleration(at time: Tick) -> Acceleration {
    asked.append(time)
    return function(time)
  }
  func trueSteps(at time: Tick) -> Int { 0 }
}
