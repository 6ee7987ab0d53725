/// Runs jobs on this machine, some at a time.
struct LocalEngine: JobEngine {
  let pool: WorkerPool
  /// Processes at a time.
  let workers: Int

  func run(note: (String) -> Void, take: (JobEnd) throws -> Void) throws {
    try pool.run(workers: workers, take: take)
  }

  func stop() { pool.stop() }
}
