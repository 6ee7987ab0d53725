import Plots

/// The charts of a sweep: the coefficients that matter, and each metric against each variable.
struct SweepCharts {
  /// By the name of the file, without its end.
  private(set) var charts: [(name: String, drawing: PlotDrawing)] = []
  /// What they do not show as the plan wants it, a line each.
  private(set) var notes: [String] = []

  init(_ table: SweepTable) {
    let plan = table.plan
    if let tornado = TornadoChart(table, metric: plan.plots[0]) { charts.append(("tornado", tornado.drawing())) }
    for variable in plan.variables {
      for metric in plan.plots {
        guard let curves = MetricCurves(table, metric: metric, variable: variable) else { continue }
        guard curves.curves.count <= MetricCurves.limit else {
          notes.append(
            "no chart of \(metric) against \(variable): nobody could tell \(curves.curves.count) curves apart; "
              + "\(MetricCurves.limit) at most")
          continue
        }
        let chart = MetricChart(curves)
        if let note = chart.note, !notes.contains(note) { notes.append(note) }
        charts.append(("\(metric)-\(variable)", chart.drawing()))
      }
    }
  }
}
