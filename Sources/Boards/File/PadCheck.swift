import Formats
import Parts
import Yams

/// Looks for pads that two outputs drive against each other.
struct PadCheck {
  private let reader: YAMLReader
  private let plan: BoardPlan
  private let places: [String: Node]
  private let others: [PadDriver]

  init(_ reader: YAMLReader, _ plan: BoardPlan, _ places: [String: Node], _ others: [PadDriver]) {
    self.reader = reader
    self.plan = plan
    self.places = places
    self.others = others
  }

  /// Notes every pad with two drivers.
  func run() {
    var drivers: [String: (part: String, pin: PartPin)] = [:]
    for part in plan.parts {
      for pin in part.kind.pins where pin.direction != .input {
        guard let pad = part.pads[pin.name], let node = places["\(part.key).\(pin.name)"] else { continue }
        if let other = drivers[pad], other.pin.direction == .output || pin.direction == .output {
          reader.problem(
            node, "\(part.key): \(pin.name): two drivers on \(pad): '\(other.pin.name)' of '\(other.part)' and this one"
          )
        }
        drivers[pad] = (part.key, pin)
      }
    }
    for bus in plan.buses {
      for (signal, pad) in bus.pads.sorted(by: { $0.key < $1.key }) {
        for part in plan.parts {
          for (pin, other) in part.pads where other == pad {
            guard let node = places["\(part.key).\(pin)"] else { continue }
            reader.problem(node, "\(part.key): \(pin): \(pad) is \(signal) of the bus '\(bus.name)'")
          }
        }
      }
    }
    for other in others {
      for bus in plan.buses {
        for (signal, pad) in bus.pads.sorted(by: { $0.key < $1.key }) where pad == other.pad {
          reader.problem(other.node, "\(pad) is \(signal) of the bus '\(bus.name)', and \(other.driver) drives it")
        }
      }
      if let driver = drivers[other.pad], driver.pin.direction == .output || !other.isOpenDrain {
        reader.problem(
          other.node,
          "two drivers on \(other.pad): \(other.driver) and '\(driver.pin.name)' of '\(driver.part)'")
      }
    }
    for (index, other) in others.enumerated() {
      guard let first = others[..<index].first(where: { $0.pad == other.pad }) else { continue }
      reader.problem(other.node, "two drivers on \(other.pad): \(first.driver) and \(other.driver)")
    }
  }
}
