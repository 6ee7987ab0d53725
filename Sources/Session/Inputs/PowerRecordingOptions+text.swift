import Machine
import Watchers

extension PowerRecordingOptions {
  /// Reads `FROM..TO`, two times such as `2h` and `2h30m`; `nil` for anything else.
  public static func parseWindow(_ text: String) -> Range<Tick>? {
    guard let dots = text.firstRange(of: ".."), let from = TimeText.parse(String(text[..<dots.lowerBound])),
      let to = TimeText.parse(String(text[dots.upperBound...])), from < to
    else { return nil }
    return from..<to
  }
}
