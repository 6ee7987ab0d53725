/// The day that runs.
enum Today {
  /// Days since 2000-01-01.
  nonisolated(unsafe) static var day: UInt32 = 0
  /// Steps before it.
  nonisolated(unsafe) static var stepsBefore: UInt32 = 0

  static var steps: UInt32 { Statistic.steps.value &- stepsBefore }
}
