import Formats
import Parts
import Yams

/// Looks for pads that two outputs drive against each other.
struct PadCheck {
  private let reader: YAMLReader
  private let plan: BoardPlan
  private let places: [String: Node]

  init(_ reader: YAMLReader, _ plan: BoardPlan, _ places: [String: Node]) {
    self.reader = reader
    self.plan = plan
    self.places = places
  }

  /// Notes every pad with two drivers, and every pad that is pulled both ways.
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
    for pull in plan.pulls where pull.level {
      guard plan.pulls.contains(where: { $0.pad == pull.pad && !$0.level }) else { continue }
      reader.add(line: 1, column: 1, "pull-ups: \(pull.pad) is also among the pull-downs, expected one of both")
    }
  }
}
