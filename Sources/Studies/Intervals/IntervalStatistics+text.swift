import Formats

extension IntervalStatistics {
  /// In one line.
  var line: String {
    guard count > 0 else { return "\(name): never from beginning to end" }
    let each =
      count == 1
      ? ""
      : ", each \(IntervalJudge.duration(seconds.mean)) \(IntervalJudge.charge(nanocoulombs.mean)) "
        + IntervalJudge.energy(nanojoules.mean)
    return "\(name): \(count == 1 ? "once" : "\(count) times"), \(IntervalJudge.duration(seconds.sum)), "
      + "\(IntervalJudge.charge(nanocoulombs.sum)), \(IntervalJudge.energy(nanojoules.sum))\(each), mean \(IntervalJudge.current(meanMicroamperes ?? 0)), "
      + "peak \(IntervalJudge.current(peakMicroamperes ?? 0))"
  }

  /// A few lines for people, with what each component took; each ended by a line break.
  public var text: String {
    guard count > 0 else { return "\nBetween two moments: \(name)\n  never from beginning to end\n" }
    func spread(_ spread: Spread, _ text: (Double) -> String) -> String {
      count == 1
        ? text(spread.sum)
        : "\(text(spread.mean)) on average (\(text(spread.least)) ... \(text(spread.greatest))), \(text(spread.sum)) in all"
    }
    var lines = [
      "", "Between two moments: \(name)", "  count         \(count)",
      "  duration      " + spread(seconds, IntervalJudge.duration),
      "  charge        " + spread(nanocoulombs, IntervalJudge.charge),
      "  energy        " + spread(nanojoules, IntervalJudge.energy),
      "  envelope      "
        + envelopeNanocoulombs.map(IntervalJudge.charge).joined(separator: " ... ") + " in all",
      "  mean current  \(IntervalJudge.current(meanMicroamperes ?? 0))",
      "  peak current  \(IntervalJudge.current(peakMicroamperes ?? 0))",
    ]
    let parts = componentNanocoulombs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (name, charge) in parts.prefix(8) where nanocoulombs.sum > 0 && charge > 0.001 * nanocoulombs.sum {
      lines.append(
        "    \(NumberText.decimal(100 * charge / nanocoulombs.sum, 1)) %  \(name)  \(IntervalJudge.charge(charge))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
