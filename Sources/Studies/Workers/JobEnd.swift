import Foundation

/// How one job's process ended.
struct JobEnd: Sendable {
  /// The job's index.
  var job: Int
  /// What it wrote to standard output.
  var output: Data
  /// What it wrote to standard error.
  var errors: String
  /// Its exit status.
  var status: Int32
  /// Seconds of the worker's time.
  var seconds: Double
}
