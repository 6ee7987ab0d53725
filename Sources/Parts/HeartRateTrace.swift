import Machine

/// A recorded pulse: each value holds until the next; 0 means that the sensor sees no skin.
public struct HeartRateTrace: Sendable {
  /// The values in the order of time: beats a minute, or 0 for no skin.
  public let samples: [(time: Tick, rate: Int)]

  /// Reads a CSV file with the columns seconds and bpm (0, or 20 ... 250). Throws a `RecordingError` that names `name`,
  /// the line, and what was expected.
  public init(_ text: String, name: String) throws(RecordingError) {
    let table = try CSVTable(text, name: name, required: [["seconds", "time"], ["bpm", "heart_rate"]])
    var samples: [(time: Tick, rate: Int)] = []
    for row in table.rows {
      let (seconds, rate) = (row.values[0] ?? 0, row.values[1] ?? 0)
      guard rate == 0 || (20...250).contains(rate) else {
        throw RecordingError("\(name):\(row.line): expected beats a minute, 0 or 20 to 250, found \(rate)")
      }
      let time = try CSVTable.time(seconds, after: samples.last?.time, name: name, line: row.line)
      samples.append((time, Int(rate.rounded())))
    }
    self.samples = samples
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
