/// The boards that can be run.
public enum BoardList {
  /// One of them.
  public struct Entry: Encodable, Sendable {
    /// As `--board` takes it.
    public let name: String
    /// One line.
    public let summary: String
  }

  /// All of them.
  public static let all = [
    Entry(
      name: "miband2",
      summary:
        "Mi Band 2 class: DA14681, ADXL362, SSD1306 72x40, AS7000, 1 MiB flash, 70 mAh; see docs/board-miband2.md")
  ]
}
