/// What became of repeating a recorded run.
public struct ReplayResult: Sendable {
  /// The recording's file.
  public var name: String
  /// In what the run was started differently, one line each.
  public var differences: [String]
  /// The first difference in what happened; `nil` where the run was the same.
  public var divergence: Divergence?
  /// Events that were repeated, and bytes that the band sent in between.
  public var events: Int
  /// Bytes that the band sent, all as recorded up to the divergence.
  public var answers: Int
  /// Whether the run ended where the recorded one did.
  public var isEnded: Bool
  /// Whether a digest was there to compare.
  public var hasDigest: Bool

  /// For people: lines without a line break at the end.
  public var text: String {
    var lines = differences.map { "\(name): \($0)" }
    if let divergence {
      let place = divergence.line.map { "\(name):\($0)" } ?? name
      lines.append("\(place): first divergence at \(divergence)")
    } else {
      let digest = hasDigest ? "the same digest" : "no digest to compare"
      lines.append("\(name): repeated \(events) events; \(answers) bytes from the band as recorded, \(digest)")
    }
    return lines.joined(separator: "\n")
  }
}
