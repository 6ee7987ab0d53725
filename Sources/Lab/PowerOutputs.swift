import Foundation

/// The files that `bandbox power` leaves in a folder.
public enum PowerOutputs {
  /// Their names; those of functions are missing where these were not asked for.
  public static let names = [
    "summary.txt", "report.json", "currents.csv", "plot.svg", "plot.png", "trace.perfetto-trace", "lines.vcd",
    "functions.folded", "functions.json",
  ]

  /// Makes the folder where it is missing, and finds out before a long run whether files can be written there.
  public static func prepare(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError("\(folder): cannot be made: \(error.localizedDescription)")
    }
    for name in names { try OutputFile.checkWritable("\(folder)/\(name)") }
  }

  /// Writes all files of a recorded run and returns the summary; `title` stands over the plot.
  @discardableResult
  public static func write(_ outcome: RunOutcome, title: String, to folder: String) throws -> String {
    guard let recording = outcome.recording else { throw InputError("the run was not recorded") }
    let summary = PowerSummary.render(outcome, recording)
    let plot = PowerPlot.draw(recording, title: title, average: outcome.report.averageCurrentUa?.typical)
    let raster = PlotRaster(plot)
    var files: [(String, Data)] = [
      ("summary.txt", Data(summary.utf8)), ("report.json", try PowerReport(outcome.report, recording).json()),
      ("currents.csv", Data(CurrentsCSV.render(recording).utf8)), ("plot.svg", Data(PlotSVG.render(plot).utf8)),
      ("plot.png", Data(PNG.encode(width: raster.width, height: raster.height, colour: raster.pixels))),
      ("trace.perfetto-trace", Data(PerfettoTrace.encode(recording))),
      ("lines.vcd", Data(VCDFile.render(recording).utf8)),
    ]
    if let profile = recording.profile {
      files.append(("functions.folded", Data(profile.folded.utf8)))
      files.append(("functions.json", try FunctionsReport(profile).json()))
    }
    for (name, data) in files { try OutputFile.write(data, to: "\(folder)/\(name)") }
    return summary
  }
}
