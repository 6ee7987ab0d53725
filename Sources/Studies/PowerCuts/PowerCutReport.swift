import Formats

/// What came of a run's power cuts.
public struct PowerCutReport: Sendable {
  /// The run without a cut.
  public let whole: PowerCutResult
  /// Cuts that there were to be; `cuts` has fewer where they were ended.
  public let planned: Int
  /// The cuts, in the order of the operations.
  public let cuts: [PowerCutResult]

  /// The cuts after which the band was not what it has to be: it boots nothing, or the activity log has lost more than one
  /// entry.
  public var failures: [PowerCutResult] { cuts.filter { !$0.isGood } }

  /// For people: what boots how often, what the activity log lost, and where it went wrong. Ends without a line break.
  public var summary: String {
    let counts = PowerCutResult.Boots.allCases.map { boots in cuts.count { $0.boots == boots } }
    let logged = cuts.map(\.activityEntries).max() ?? 0
    let lost = cuts.map(\.activityLost).max() ?? 0
    let part = cuts.count < planned ? " of \(planned) planned" : ""
    var lines = [
      "\(whole.operations) flash operations, \(cuts.count)\(part) of them cut in the middle",
      "boots the old image   \(counts[0])", "boots another image   \(counts[1])", "boots nothing         \(counts[2])",
      "activity log          up to \(logged) entries, at most \(lost) lost by a cut",
    ]
    let bad = failures
    for result in bad.prefix(10) {
      let time = NumberText.decimal(result.seconds ?? 0, 6)
      let what = result.boots == .nothing ? "boots nothing" : "\(result.activityLost) entries lost"
      lines.append("  operation \(result.operation ?? 0) at \(time) s: \(what)")
    }
    if bad.count > 10 { lines.append("  and \(bad.count - 10) more") }
    return lines.joined(separator: "\n")
  }
}
