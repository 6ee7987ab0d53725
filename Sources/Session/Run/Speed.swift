/// How fast virtual time runs.
public enum Speed: Hashable, Sendable, CustomStringConvertible {
  /// As fast as the host can.
  case max
  /// So many times real time; above 0.
  case times(Double)

  /// What `init` takes, for error messages.
  public static let expected = "max or a factor such as 1x or 10x, 0.001x ... 1000000x"

  /// Reads `max`, `1x`, `10x` or `0.5x`; `nil` for anything else.
  public init?(_ text: String) {
    if text == "max" {
      self = .max
    } else {
      guard let factor = Double(text.hasSuffix("x") ? String(text.dropLast()) : text), (0.001...1e6).contains(factor)
      else {
        return nil
      }
      self = .times(factor)
    }
  }

  /// As it is written on the command line.
  public var description: String {
    switch self {
    case .max: "max"
    case .times(let factor): factor == factor.rounded() ? "\(Int(factor))x" : "\(factor)x"
    }
  }
}
