import Formats
import Foundation
import Plots
import Watchers

/// The files that `bandbox power` leaves in a folder.
public struct PowerOutputs: Sendable {
  /// Their names; those of functions are missing where these were not asked for.
  public static let names = [
    "summary.txt", "report.json", "currents.csv", "plot.svg", "plot.png", "trace.perfetto-trace", "lines.vcd",
    "serial.vcd", "functions.folded", "functions.json",
  ]

  private let files: [String: OutputFile]

  /// Makes the folder where it is missing, and finds out before a long run whether the files can be written there.
  public init(folder: String) throws(InputError) {
    try OutputFolder.make(folder)
    var files: [String: OutputFile] = [:]
    for name in PowerOutputs.names { files[name] = try OutputFile(RelativePath.resolve(name, in: folder)) }
    self.files = files
  }

  /// Writes all files of a recorded run and returns the summary, for a terminal of so many `columns` (`nil` is any width);
  /// `title` stands over the plot. Throws an `InputErrors` with a line for each that could not be written.
  @discardableResult
  public func write(_ outcome: RunOutcome, title: String, columns: Int? = nil) throws -> String {
    guard let recording = outcome.recording else { throw InputError("the run was not recorded") }
    let summary = PowerSummary.render(outcome, recording)
    let plot = PowerPlot.draw(recording, title: title, average: outcome.report.averageCurrentUa?.typical)
    let raster = PlotRaster(plot)
    var results: [(String, Data)] = [
      ("summary.txt", Data(summary.utf8)), ("report.json", try PowerReport(outcome, recording).json()),
      ("currents.csv", Data(CurrentsCSV.render(recording).utf8)), ("plot.svg", Data(PlotSVG.render(plot).utf8)),
      ("plot.png", Data(PNG.encode(width: raster.width, height: raster.height, colour: raster.pixels))),
      ("trace.perfetto-trace", Data(PerfettoTrace.encode(recording))),
      ("lines.vcd", Data(VCDFile.render(recording).utf8)), ("serial.vcd", Data(SerialVCD.render(recording).utf8)),
    ]
    if let profile = recording.profile {
      results.append(("functions.folded", Data(profile.folded.utf8)))
      results.append(("functions.json", try FunctionsReport(profile).json()))
    }
    var failures: [String] = []
    for (name, data) in results {
      do throws(InputError) { try files[name]?.write(data) } catch { failures.append(error.description) }
    }
    if !failures.isEmpty { throw InputErrors(failures) }
    return columns == nil ? summary : PowerSummary.render(outcome, recording, columns: columns)
  }
}
