/// What came of a point.
public struct SweepResult: Codable, Hashable, Sendable {
  /// Figures of the run by name, such as `average_current_ua` and `life_days`.
  public var metrics: [String: Double]
  /// The expectations that failed, as the scenario words them.
  public var failed: [String]
  /// The digest of the run's report.
  public var digest: String
  /// CPU seconds of the process that ran it. Not part of what a sweep writes: it differs from run to run.
  public var cpuSeconds: Double

  /// A result.
  public init(metrics: [String: Double], failed: [String], digest: String, cpuSeconds: Double) {
    self.metrics = metrics
    self.failed = failed
    self.digest = digest
    self.cpuSeconds = cpuSeconds
  }

  package enum CodingKeys: String, CodingKey {
    case metrics, failed, digest
    case cpuSeconds = "cpu_seconds"
  }
}
