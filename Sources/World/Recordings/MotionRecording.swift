import Machine

/// A file of recorded accelerations.
public struct MotionRecording: Sendable {
  /// What was felt, in the order of time.
  public let samples: [RecordedMotion.Sample]
  /// What was recognised in the file and is not seconds and g, a line each that names the file; for people.
  public let notes: [String]

  /// Reads a CSV file with the columns seconds, x, y and z in g, and optionally true_steps; others are left out.
  ///
  /// Titles are those that recorders write, such as `timestamp`, `time_ms`, `acc_x`, `Acceleration x (m/s^2)`. Units come
  /// from the titles; where they have none, times from their spacing (2 to 500 samples a second) or from being dates, and
  /// accelerations from the median of their length, which is close to 1 in g, 9.8 in m/s2 and 1,000 in milli-g. Cells may
  /// be separated by semicolons or tabs, then also with decimal commas. Without a header a file has just the four columns.
  /// Times must not run backwards.
  ///
  /// Throws a `RecordingError` that names `name`, the line, and what was expected; also where a unit is not clear.
  public init(_ text: String, name: String) throws(RecordingError) {
    let table = try CSVTable(
      text, name: name,
      columns: [RecordedTimes.column]
        + ["x", "y", "z"].map { MotionRecording.column($0) } + [
          CSVTable.Column(["true_steps", "steps"], isRequired: false)
        ])
    if table.titles[0] == nil, !table.rises {
      throw RecordingError(
        "\(name):\(table.headerLine): expected the header 'seconds,x,y,z', found numbers whose first column is no time")
    }
    let times = try RecordedTimes(table, .accelerations, startsAnywhere: true, name: name)
    let unit = try MotionRecording.unit(table, name)
    var samples: [RecordedMotion.Sample] = []
    samples.reserveCapacity(table.rows.count)
    for (row, time) in zip(table.rows, times.ticks) {
      let g = row.values[1...3].map { ($0 ?? 0) / unit.perG }
      for value in g where abs(value) > 1_000 {
        throw RecordingError("\(name):\(row.line): expected an acceleration within 1000 g, found \(value * unit.perG)")
      }
      samples.append(
        RecordedMotion.Sample(
          time: time, acceleration: Acceleration(g: g[0], g[1], g[2]),
          trueSteps: Int(min(max(row.values[4] ?? 0, 0), 1e9))))
    }
    self.samples = samples
    let median = RecordedTimes.text(MotionRecording.medianLength(table))
    notes =
      times.notes
      + (unit == .g ? [] : ["\(name): read as \(unit.rawValue): the median magnitude is \(median)"])
  }

  /// A title of one axis of acceleration: `x`, `ax`, `acc_x`, `Acceleration x`, `x-axis`. A gyroscope's or a magnetometer's
  /// has other words, and so has an acceleration without gravity.
  private static func column(_ axis: String) -> CSVTable.Column {
    let words = ["a", "acc", "accel", "acceleration", "accelerometer", "accelerometer_acceleration"]
    let names = Set(
      [axis, "\(axis)_axis"]
        + words.flatMap { ["\($0)_\(axis)", "\($0)\(axis)", "\(axis)_\($0)", "\($0)_\(axis)_axis"] }
        // A physics app's multiples of gravity: gFx.
        + ["gf\(axis)", "g_force_\(axis)"])
    return CSVTable.Column(axis) { title in
      guard title.unit == nil || AccelerationUnit(word: title.unit) != nil else { return nil }
      return names.contains(title.name) ? 0 : nil
    }
  }

  private static func medianLength(_ table: CSVTable) -> Double {
    let lengths = table.rows.map { row in
      row.values[1...3].reduce(0) { $0 + ($1 ?? 0) * ($1 ?? 0) }.squareRoot()
    }
    return lengths.sorted()[lengths.count / 2]
  }

  /// The unit that the titles name or the median length shows; both must agree.
  private static func unit(_ table: CSVTable, _ name: String) throws(RecordingError) -> AccelerationUnit {
    let median = medianLength(table)
    let found = AccelerationUnit(gravity: median)
    let named = Set(table.titles[1...3].compactMap { AccelerationUnit(word: $0?.unit) })
    let place = "\(name):\(table.headerLine)"
    guard named.count < 2 else {
      throw RecordingError(
        "\(place): expected x, y and z in one unit, found \(named.map(\.rawValue).sorted().joined(separator: " and "))")
    }
    let length = "the median of the accelerations' length is \(RecordedTimes.text(median))"
    if let named = named.first, let found, named != found {
      throw RecordingError("\(place): the titles say \(named.rawValue), but \(length), as in \(found.rawValue)")
    }
    guard let unit = found else {
      let advice = median < 0.5 ? "; an acceleration without gravity cannot be played" : ""
      throw RecordingError(
        "\(place): \(length): expected close to 1 (g), 9.8 (m/s2) or 1000 (milli-g)\(advice)")
    }
    return unit
  }
}
