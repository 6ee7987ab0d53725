import Session
import Watchers

/// What a scenario that has run leaves.
public struct ScenarioAnswer: Codable, Sendable {
  /// Its expectations and its report.
  public let result: ScenarioResult
  /// Which instructions of its image were executed, where that was asked for.
  public let code: ExecutedCode?
}
