import Foundation
import Machine
import PlotReading
import Plots
import Testing
@testable import Session
@testable import Watchers

@Suite struct PowerPlotTests {
  private static let image =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/firmware-images/band/band.elf"

  private func drawing(title: String, average: Double?) throws -> PlotDrawing {
    var options = RunOptions(imagePath: Self.image)
    options.duration = .seconds(15)
    options.recording = PowerRecordingOptions()
    let runner = try Runner(options)
    runner.start()
    let recording = try #require(try runner.join().get().recording)
    return PowerPlot.draw(recording, title: title, average: average)
  }

  /// At half the width the smallest texts are eight pixels high.
  @Test func textsCanBeReadAtHalfTheWidth() throws {
    for title in ["day", String(repeating: "a week of walking and charging ", count: 5)] {
      let texts = DrawnTexts(try drawing(title: title, average: 60.5))
      #expect(texts.faults == [])
      #expect(texts.smallest == 16)
    }
  }

  @Test func theDistributionOfTheCurrentIsBandsAndALine() throws {
    let drawing = try drawing(title: "day", average: 60.5)
    let texts = DrawnTexts(drawing).strings
    for text in [
      "not above, 50 % of the time", "not above, 90 % of the time", "not above, 99 % of the time",
      "from the cell, peak",
      "from the cell on average", "60.5 µA", "charge by component",
    ] {
      #expect(texts.contains(text), "\(text)")
    }
    let bands = drawing.shapes.compactMap { shape -> [PlotDrawing.Point]? in
      guard case .area(let points, let colour) = shape, PowerPlot.Ink.cellShares.contains(colour), points.count > 4
      else {
        return nil
      }
      return points
    }
    // From the longest to the shortest, each within the one before, and none thinner than three pixels.
    #expect(bands.count == 3)
    for (outer, inner) in zip(bands, bands.dropFirst()) {
      #expect(outer.count == inner.count && zip(outer, inner).allSatisfy { $0.x == $1.x && $0.y <= $1.y })
    }
    let columns = bands[2].count / 2
    #expect((0..<columns).allSatisfy { bands[2][2 * columns - 1 - $0].y - bands[2][$0].y >= 3 })
    // Peaks are level lines: where they jump, nothing joins them.
    let peaks = drawing.shapes.compactMap { shape in
      if case .line(let points, 2...4, PowerPlot.Ink.cellPeak) = shape, points[0].x < PowerPlot.right {
        points
      } else {
        nil
      }
    }
    #expect(peaks.count > 1)
    for line in peaks {
      #expect((line.last?.x ?? 0) - line[0].x >= 4 - 1e-9)
      #expect(zip(line, line.dropFirst()).allSatisfy { abs($0.y - $1.y) <= 10 })
    }
  }

  /// The largest five and all others are the whole.
  @Test func sharesOfComponentsMakeAWhole() throws {
    let texts = DrawnTexts(try drawing(title: "day", average: nil)).strings
    let first = try #require(texts.firstIndex(of: "charge by component"))
    let shares = texts[(first + 1)...].prefix { $0.contains(" % ") }
    #expect(shares.count == 6 && shares.last?.hasSuffix(" % all others") == true)
    let percents = shares.compactMap { Int($0.prefix { $0.isNumber }) }
    #expect(percents.count == 6 && percents.dropLast() == percents.dropLast().sorted(by: >)[...])
    // Each is rounded by half a percent at most.
    #expect((97...103).contains(percents.reduce(0, +)))
  }
}
