import Machine

/// A recorded pulse: each value holds until the next; 0 means that the sensor sees no skin.
public struct HeartRateTrace: Sendable {
  /// The values in the order of time: beats a minute, or 0 for no skin.
  public let samples: [(time: Tick, rate: Int)]

  /// What was recognised in the file and is not seconds, a line each that names the file; for people.
  public let notes: [String]

  /// Reads a CSV file with the columns seconds and bpm (0, or 20 ... 250). Titles and times may be written as in a
  /// `MotionRecording`; without a title that names a unit, times are seconds or dates. Throws a `RecordingError` that names
  /// `name`, the line, and what was expected.
  public init(_ text: String, name: String) throws(RecordingError) {
    let rates = CSVTable.Column(["bpm", "heart_rate", "heartrate", "hr", "pulse", "heart_rate_bpm"])
    let table = try CSVTable(text, name: name, columns: [RecordedTimes.column, rates])
    if table.titles[0] == nil, !table.rises {
      throw RecordingError(
        "\(name):\(table.headerLine): expected the header 'seconds,bpm', found numbers whose first column is no time")
    }
    let times = try RecordedTimes(table, .heartRates, startsAnywhere: false, name: name)
    notes = times.notes
    samples = try zip(table.rows, times.ticks).map { (row, time) throws(RecordingError) in
      let rate = row.values[1] ?? 0
      guard rate == 0 || (20...250).contains(rate) else {
        throw RecordingError("\(name):\(row.line): expected beats a minute, 0 or 20 to 250, found \(rate)")
      }
      return (time, Int(rate.rounded()))
    }
  }

  /// The last value at or before a time; before the first one, the first.
  public func beatsPerMinute(at time: Tick) -> Int? {
    var (low, high) = (0, samples.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if samples[middle].time <= time { low = middle } else { high = middle }
    }
    return samples[low].rate == 0 ? nil : samples[low].rate
  }
}
