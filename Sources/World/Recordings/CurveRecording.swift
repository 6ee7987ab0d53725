/// A measured open-circuit voltage over the state of charge.
public struct CurveRecording: Sendable {
  /// One row of the file.
  public struct Point: Hashable, Sendable {
    /// State of charge, 0 ... 1.
    public var charge: Double
    /// Volts.
    public var volts: Double
    /// Resistance over that of the coefficients, a ratio; 1 where the file does not say.
    public var resistance: Double
  }

  /// From empty to full; at least two, of charges that rise.
  public let points: [Point]

  /// Reads a CSV file with the columns `charge` (percent, or 0 ... 1 where none is larger) and `voltage` (volts, or
  /// millivolts where one is larger than 100), and `resistance` (a ratio) where it has one; from empty to full or from
  /// full to empty. Throws a `RecordingError` that names `name`, the line and what was expected.
  public init(_ text: String, name: String) throws(RecordingError) {
    let table = try CSVTable(
      text, name: name,
      columns: [
        CSVTable.Column(["charge", "soc", "state_of_charge", "percent", "soc_percent", "charge_percent", "soc_%"]),
        CSVTable.Column(["voltage", "ocv", "v", "mv", "volts", "ocv_v", "ocv_mv", "voltage_v", "voltage_mv"]),
        CSVTable.Column(["resistance", "r", "ratio", "resistance_ratio"], isRequired: false),
      ])
    guard table.rows.count <= 1_000 else {
      throw RecordingError("\(name): expected at most 1000 points, found \(table.rows.count)")
    }
    func values(_ column: Int) -> [Double] { table.rows.map { $0.values[column] ?? 1 } }
    let whole = (values(0).max() ?? 0) > 1 ? 100.0 : 1
    let volt = (values(1).max() ?? 0) > 100 ? 1_000.0 : 1
    var rows = table.rows.map { row in
      (
        line: row.line,
        point: Point(
          charge: (row.values[0] ?? 0) / whole, volts: (row.values[1] ?? 0) / volt, resistance: row.values[2] ?? 1)
      )
    }
    if let first = rows.first, let last = rows.last, first.point.charge > last.point.charge { rows.reverse() }
    try CurveRecording.check(rows, name)
    points = rows.map(\.point)
  }

  private static func check(_ rows: [(line: Int, point: Point)], _ name: String) throws(RecordingError) {
    for (line, point) in rows {
      func demand(_ range: ClosedRange<Double>, _ value: Double, _ what: String) throws(RecordingError) {
        guard range.contains(value) else { throw RecordingError("\(name):\(line): expected \(what), found \(value)") }
      }
      try demand(0...1, point.charge, "a charge of 0 ... 100 percent")
      try demand(0.1...10, point.volts, "a voltage of 0.1 ... 10 V")
      try demand(0.01...100, point.resistance, "a resistance of 0.01 ... 100 times the coefficients'")
    }
    for (row, next) in zip(rows, rows.dropFirst()) {
      guard next.point.charge - row.point.charge >= 0.000_01 else {
        throw RecordingError("\(name):\(next.line): expected charges that rise or fall from line to line")
      }
      guard next.point.volts >= row.point.volts else {
        throw RecordingError("\(name):\(next.line): expected a voltage that does not fall with more charge")
      }
    }
    guard let first = rows.first?.point.charge, let last = rows.last?.point.charge, first < 0.005, last > 0.995 else {
      throw RecordingError("\(name): expected charges from 0 to 100 percent")
    }
  }
}
