import Machine
import Session
import Watchers

/// Something that a scenario expects of the band, with the time at which it is looked at.
public struct Expectation: Hashable, Sendable {
  /// A value with its bounds.
  package enum Limit: Hashable, Sendable {
    case above(Double)
    case below(Double)
    case between(Double, Double)
    case exactly(Double)

    package func holds(_ value: Double) -> Bool {
      switch self {
      case .above(let bound): value > bound
      case .below(let bound): value < bound
      case .between(let low, let high): value >= low && value <= high
      case .exactly(let expected): value == expected
      }
    }
  }

  /// A stretch of the run.
  package struct Window: Hashable, Sendable {
    package var from: Tick
    var until: Tick
  }

  /// What is looked at.
  package enum Check: Hashable, Sendable {
    /// An average in microamperes; of all components, or of one.
    case averageCurrent(component: String?, Limit, Window)
    /// An average of the whole run, in percent of a baseline's.
    case averageCurrentNearBaseline(component: String?, percent: Double)
    /// Days of a full cell at the average of the whole run; none where the band stopped. Of the whole cell, or down to a
    /// voltage in volts that the run's highest current must not pull it below.
    case expectedLife(Limit, downTo: Double?)
    /// Something of an interval's occurrences.
    case interval(IntervalPlan, IntervalQuantity, Limit)
    /// What a component, or all, may draw in so long, or in the whole run; in nanocoulombs.
    case budget(component: String?, nanocoulombs: Double, per: Tick?)
    case batteryPercent(Limit, at: Tick)
    case batteryMillivolts(Limit, at: Tick)
    /// Steps that the band counts, in percent of those walked.
    case stepsNearTruth(percent: Double, at: Tick)
    case display(ScenarioPicture, at: Tick)
    case displayIsLit(Bool, at: Tick)
    /// The colour of an LED, counted from 1; `off` while it is dark.
    case light(Int, String, at: Tick)
    case chargeState(ChargePhase, at: Tick)
    /// At least once up to then.
    case chargeStateReached(ChargePhase, by: Tick)
    /// A value that the band itself counts.
    case statistic(String, Limit, at: Tick)
    case noFaults
    case noResets
    case noUnmodelledAccesses
  }

  /// The sentence.
  public let text: String
  /// The line of the scenario file that has it.
  public let line: Int
  package let check: Check
}
