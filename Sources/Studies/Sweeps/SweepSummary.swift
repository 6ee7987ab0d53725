import Formats
import Foundation

/// A sweep in words: every combination with its typical case and what its draws say; then what the result depends on.
struct SweepSummary {
  let table: SweepTable

  /// The same for programs.
  private struct Document: Encodable {
    struct Bar: Encodable {
      var coefficient: String
      var low: Double?
      var high: Double?
    }

    var metrics: [String: [SweepRow]]
    var sensitivity: [String: [Bar]]
    var points: Int
    var failed: Int
  }

  /// As JSON, ended by a line break.
  func json() throws -> Data {
    var document = Document(metrics: [:], sensitivity: [:], points: table.results.count, failed: failed)
    for metric in table.plan.plots {
      document.metrics[metric] = table.rows(metric)
      if let tornado = TornadoChart(table, metric: metric) {
        document.sensitivity[metric] = tornado.bars.map { .init(coefficient: $0.name, low: $0.low, high: $0.high) }
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(document) + Data("\n".utf8)
  }

  /// Points with a failed expectation.
  private var failed: Int { table.results.values.count { !$0.failed.isEmpty } }

  /// The text, ended by a line break.
  var text: String {
    var lines: [String] = []
    for metric in table.plan.plots where table.metrics.contains(metric) {
      lines.append(SweepSummary.title(metric))
      lines.append(contentsOf: rows(metric))
      let missing = table.results.values.count { $0.metrics[metric] == nil }
      if missing > 0 { lines.append("  \(missing) of \(table.results.count) points have none\(Self.reason(metric))") }
      lines.append("")
    }
    if let tornado = TornadoChart(table, metric: table.plan.plots[0]) {
      let facts = ["typical: \(Self.number(tornado.nominal))"] + (tornado.variables.isEmpty ? [] : [tornado.variables])
      lines.append(
        "\(Self.title(tornado.metric)): one coefficient, or group, at the ends of its band (\(facts.joined(separator: "; ")))"
      )
      for bar in tornado.bars.prefix(TornadoChart.limit) {
        let ends = [bar.low, bar.high].map { $0.map(Self.number) ?? "none" }
        lines.append("  \(Self.pad(bar.name, 28)) \(ends.joined(separator: " ... "))")
      }
      let rest = tornado.bars.count - TornadoChart.limit
      if rest > 0 { lines.append("  and \(rest) more that matter less: points.csv") }
      lines.append("")
    }
    lines.append("\(table.results.count) points, \(failed) with a failed expectation")
    return lines.joined(separator: "\n") + "\n"
  }

  private func rows(_ metric: String) -> [String] {
    var rows = [
      table.plan.variables + ["typical", "n", "median", "spread of the draws", "mean", "its 95 % confidence"]
    ]
    for row in table.rows(metric) {
      rows.append(table.plan.variables.map { row.variables[$0] ?? "" } + Self.cells(row))
    }
    // What no row has needs no column.
    let shown = rows[0].indices.filter { column in rows.dropFirst().contains { !["", "-"].contains($0[column]) } }
    rows = rows.map { row in shown.map { row[$0] } }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let line = "  " + zip(row, widths).map { Self.pad($0, $1 + 2) }.joined()
      return String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
    }
  }

  private static func cells(_ row: SweepRow) -> [String] {
    let typical = row.typical.map(number) ?? "-"
    guard let draws = row.draws else { return [typical, "0", "-", "-", "-", "-"] }
    guard draws.clusters.isEmpty else {
      let shares = draws.clusters.map { cluster in
        "\(share(cluster, of: draws.count)) at \(number(cluster.low)) ... \(number(cluster.high))"
      }
      return [typical, "\(draws.count)", "-", "two groups: \(shares.joined(separator: ", "))", "-", "-"]
    }
    let confidence = draws.halfWidth.map { "\(number(draws.mean - $0)) ... \(number(draws.mean + $0))" }
    return [
      typical, "\(draws.count)", number(draws.median),
      "\(number(draws.low)) ... \(number(draws.high)) (\(draws.spread.rawValue))", number(draws.mean),
      confidence ?? "-",
    ]
  }

  /// Why a point may lack a metric.
  private static func reason(_ metric: String) -> String {
    switch metric {
    case "life_days": ": the band stopped there"
    case "died_hours": ": the band lived to the end"
    case "average_current_ua": ": the cell never powered the running band there"
    default: ""
    }
  }

  /// A metric as a person reads it.
  static func title(_ metric: String) -> String {
    switch metric {
    case "life_days": "Days of a full cell"
    case "average_current_ua": "Average current, uA"
    case "end_percent": "State of charge at the end, %"
    case "lowest_percent": "Lowest state of charge, %"
    case "alive_hours": "Hours in which the band worked"
    case "died_hours": "Hours until the band died"
    case "charged_mah": "Charge put into the cell, mAh"
    case "end_mv": "Voltage at the end, mV"
    case "true_steps": "Steps walked"
    default:
      metric.hasPrefix("ua_")
        ? "\(metric.dropFirst(3)), uA" : metric.hasPrefix("band_") ? "The band's \(metric.dropFirst(5))" : metric
    }
  }

  /// The part of all draws in a group, such as `38 %`.
  static func share(_ cluster: SweepStatistics.Cluster, of count: Int) -> String {
    NumberText.decimal(100 * Double(cluster.count) / Double(max(count, 1)), 0) + " %"
  }

  private static func number(_ value: Double) -> String { NumberText.significant(value) }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }
}
