/// Limits within which no product of the solver overflows.
enum SolverLimits {
  /// 1 kOhm.
  static let milliohms: Int64 = 1_000_000
  /// 100 V.
  static let microvolts: Int64 = 100_000_000
}
