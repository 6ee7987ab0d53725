import Foundation
import Programs

/// A run of a shipped image that talks over the cradle's line: its report, and what happened when.
struct ImageRun {
  /// A line of text.
  struct Line: Equatable {
    /// When its first byte had left, in seconds of virtual time.
    let time: Double
    let text: String
  }

  let report: RunReport
  let status: Int32
  let errors: String
  /// What the band sent.
  let lines: [Line]
  /// Edges of pads and interrupts: time in seconds, name, level.
  let edges: [(time: Double, line: String, isHigh: Bool)]

  var texts: [String] { lines.map(\.text) }

  /// Runs `image`, by the name of its folder, on a still table.
  init(_ image: String, _ duration: String, _ arguments: [String] = []) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let finished = try Bandbox.run(
      [
        "run", ImageRun.path(image), "--for", duration, "--wear", "none", "--quiet", "--report",
        folder + "/report.json",
      ]
        + ["--trace", "uart", "--trace", "lines"] + arguments)
    guard let data = FileManager.default.contents(atPath: folder + "/report.json") else {
      throw Missing(description: "no report, status \(finished.status): \(finished.errors)")
    }
    report = try RunReport(data)
    status = finished.status
    errors = finished.errors
    (lines, edges) = ImageRun.parse(finished.errors)
  }

  /// The ELF of a shipped image.
  static func path(_ image: String) -> String { Bandbox.root + "/firmware-images/\(image)/\(image).elf" }

  private static func parse(_ trace: String) -> ([Line], [(time: Double, line: String, isHigh: Bool)]) {
    var lines: [Line] = []
    var edges: [(time: Double, line: String, isHigh: Bool)] = []
    var begun: (time: Double, bytes: [UInt8])?
    for entry in trace.split(separator: "\n") {
      let words = entry.split(separator: " ")
      guard words.count >= 3, let time = Double(words[0]) else { continue }
      if words[1] != "UART" {
        edges.append((time, String(words[1]), words[2] == "1"))
      } else if words.count >= 6, words[2] == "band", let byte = UInt8(words[5].dropFirst(2), radix: 16) {
        if byte == 10 {
          if let line = begun { lines.append(Line(time: line.time, text: String(decoding: line.bytes, as: UTF8.self))) }
          begun = nil
        } else if byte != 13 {
          begun = (begun?.time ?? time, (begun?.bytes ?? []) + [byte])
        }
      }
    }
    return (lines, edges)
  }
}
