import Machine

/// The times of a recording's rows, in whichever unit the file has them.
struct RecordedTimes {
  /// How far apart rows are, in seconds.
  struct Spacing {
    /// Where nothing names the unit, rows at most this far apart are in seconds.
    var seconds: Double
    /// Where nothing names the unit, rows so far apart in another unit are in that one; nil where none can be told.
    var others: ClosedRange<Double>?
    /// What is possible at all: rows further apart or closer have a title that is wrong.
    var possible: ClosedRange<Double>

    /// Accelerations, 2 to 500 times a second.
    static let accelerations = Spacing(seconds: 0.5, others: 0.002...0.5, possible: 0.0001...2)
    /// Heart rates, as often as every beat or as seldom as every two hours.
    static let heartRates = Spacing(seconds: 200, others: nil, possible: 0.02...7200)
  }

  /// The columns that hold times, the best first.
  static let names = [
    "", "elapsed", "seconds_elapsed", "elapsed_time", "time_elapsed", "time", "t", "timestamp", "time_stamp", "epoch",
    "unix_time", "unix_timestamp", "loggingtime", "sensor_timestamp",
  ]
  static var column: CSVTable.Column {
    CSVTable.Column("seconds") { title in
      // 'ms' alone is a unit without a name; a unit of something else is no time.
      guard title.unit == nil || TimeUnit(word: title.unit) != nil else { return nil }
      return title.name.isEmpty && title.unit == nil ? nil : names.firstIndex(of: title.name)
    }
  }

  /// One time a row.
  let ticks: [Tick]
  /// What was not as the README describes it, for people.
  let notes: [String]

  /// Finds the unit by the title, by times that are dates, or by the spacing. `startsAnywhere` takes the first time as 0
  /// when it lies far from 0.
  ///
  /// Throws a `RecordingError` where the unit is ambiguous or a time wrong.
  init(_ table: CSVTable, _ spacing: Spacing, startsAnywhere: Bool, name: String) throws(RecordingError) {
    let times = table.rows.map { $0.values[0] ?? 0 }
    let title = table.titles[0]
    let step = RecordedTimes.medianStep(times)
    var notes: [String] = []
    let epoch = TimeUnit(epoch: times[0])
    let unit: TimeUnit
    if let named = TimeUnit(word: title?.unit) {
      // A title of seconds over milliseconds, or the other way round.
      if times.count > 10, let step, !spacing.possible.contains(step / named.perSecond) {
        throw RecordingError(
          "\(name):\(table.headerLine): the title '\(title?.text ?? "")' says \(named.rawValue), but the rows are "
            + "\(RecordedTimes.text(step / named.perSecond)) s apart: expected \(RecordedTimes.text(spacing.possible.lowerBound)) "
            + "to \(RecordedTimes.text(spacing.possible.upperBound)) s")
      }
      unit = named
    } else if let epoch {
      unit = epoch
    } else {
      unit = try RecordedTimes.unit(ofStep: step, spacing, table, name)
    }
    if unit != .seconds { notes.append("\(name): time read as \(unit.rawValue)") }
    var start = 0.0
    let length = ((times.last ?? 0) - times[0]) / unit.perSecond
    if epoch == unit {
      start = times[0]
      notes.append("\(name): times are dates: the first is taken as 0")
    } else if startsAnywhere, times[0] / unit.perSecond > max(length, 600) {
      start = times[0]
      notes.append("\(name): begins at \(RecordedTimes.text(start / unit.perSecond)) s: taken as 0")
    }
    var ticks: [Tick] = []
    ticks.reserveCapacity(times.count)
    for (row, time) in zip(table.rows, times) {
      let seconds = (time - start) / unit.perSecond
      let found = unit == .seconds && start == 0 ? "\(time)" : "\(time) \(unit.rawValue)"
      if let last = ticks.last, seconds >= 0, Tick.seconds(rounding: min(seconds, 1e9)) < last {
        throw RecordingError("\(name):\(row.line): expected a time not before that of the line above, found \(found)")
      }
      guard seconds >= 0, seconds < 315_576_000 else {
        throw RecordingError("\(name):\(row.line): expected seconds from 0 to ten years, found \(found)")
      }
      ticks.append(Tick((seconds * Double(Tick.perSecond)).rounded()))
    }
    self.ticks = ticks
    self.notes = notes
  }

  private static func unit(
    ofStep step: Double?, _ spacing: Spacing, _ table: CSVTable, _ name: String
  ) throws(RecordingError) -> TimeUnit {
    guard let step, step > spacing.seconds else { return .seconds }
    let units = TimeUnit.allCases.dropFirst().filter { spacing.others?.contains(step / $0.perSecond) ?? false }
    guard units.count == 1, let unit = units.first else {
      throw RecordingError(
        "\(name):\(table.headerLine): the unit of the times is not clear, they are \(text(step)) apart: expected the title "
          + "'seconds', 'ms', 'us' or 'ns'")
    }
    return unit
  }

  /// The median of the differences that are not 0; nil where there are none.
  private static func medianStep(_ times: [Double]) -> Double? {
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }.filter { $0 > 0 }.sorted()
    return steps.isEmpty ? nil : steps[steps.count / 2]
  }

  /// Three digits, for messages.
  static func text(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    let scale = value.magnitude >= 1000 ? 1.0 : value.magnitude >= 10 ? 10 : value.magnitude >= 0.1 ? 100 : 1e6
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
