import Machine

/// A rail as a board file describes it: what feeds it, and through what.
struct RailPlan: Sendable {
  /// What feeds it.
  enum Source: Hashable, Sendable {
    /// The cell, through its protection circuit.
    case cell
    /// VBUS while present, else the cell.
    case system
    /// Another rail.
    case rail(String)
  }

  /// What stands between source and rail.
  enum Regulator: Sendable {
    /// Nothing, or a switch.
    case wire
    /// A linear regulator, in millivolts.
    case linear(output: Int64, dropout: Int64)
    /// A step-down converter.
    case buck(output: Int64, [EfficiencyPlan])
    /// A step-up converter.
    case boost(output: Int64, [EfficiencyPlan])
    /// A step-down converter of a chip, off while VBUS feeds the system.
    case chipConverter(output: Int64, [EfficiencyPlan])
    /// A converter whose losses are part of its loads' numbers, which hold at so many millivolts.
    case constantPower(nominal: Int64)
  }

  /// A step of a converter's efficiency.
  struct EfficiencyPlan: Sendable {
    /// The output current from which it holds, in pA.
    let from: Int64
    let efficiency: Coefficient
  }

  let name: String
  let source: Source
  let regulator: Regulator
  /// Its own current.
  let quiescent: Coefficient?
  /// That without its enable signal.
  let shutdown: Coefficient?
  /// The pad that enables it while high.
  let enable: String?

  /// Its numbers, in the order of tables.
  var coefficients: [Coefficient] { steps.map(\.efficiency) + [quiescent, shutdown].compactMap(\.self) }

  private var steps: [EfficiencyPlan] {
    switch regulator {
    case .wire, .linear, .constantPower: []
    case .buck(_, let steps), .boost(_, let steps), .chipConverter(_, let steps): steps
    }
  }

  /// What it does to current and voltage, with some of its numbers replaced.
  func conversion(_ figures: [String: Coefficient]) -> Conversion {
    func ready(_ steps: [EfficiencyPlan]) -> [EfficiencyStep] {
      steps.map { EfficiencyStep(from: $0.from, figures[$0.efficiency.name] ?? $0.efficiency) }
    }
    return switch regulator {
    case .wire: .linear
    case .linear(let output, let dropout): .lowDropout(outputMillivolts: output, dropoutMillivolts: dropout)
    case .buck(let output, let steps): .buck(outputMillivolts: output, efficiency: ready(steps))
    case .boost(let output, let steps): .boost(outputMillivolts: output, efficiency: ready(steps))
    case .chipConverter(let output, let steps): .converter(outputMillivolts: output, efficiency: ready(steps))
    case .constantPower(let nominal): .constantPower(nominalMillivolts: nominal)
    }
  }
}
