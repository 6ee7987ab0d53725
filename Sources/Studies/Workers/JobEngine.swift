/// What runs the jobs of a study: a process each, on this machine or elsewhere.
protocol JobEngine: Sendable {
  /// Runs all jobs and gives each end to `take`, once and on the caller's thread, in the order in which they end. Throws what
  /// `take` throws, or why jobs could not be run, after the running ones have been ended. `note` hears of what a person may want
  /// to know, such as a worker that has gone.
  func run(note: (String) -> Void, take: (JobEnd) throws -> Void) throws

  /// Ends what runs and starts no more.
  func stop()
}
