import Formats
import Foundation

/// Where the points of a sweep are run.
public enum SweepEngine: Sendable {
  /// On this machine, so many at a time.
  case local(workers: Int)
  /// On the workers of the Dask scheduler at an address, such as `tcp://10.0.0.1:8786`, or in a scheduler file; `python` is a
  /// Python that has Dask's `distributed`.
  case dask(scheduler: String, python: String)

  /// What runs these jobs: this program with `arguments`. `files` has to be the same wherever they run: SHA-256 by path.
  func engine(_ arguments: [String], _ jobs: [(job: Int, input: Data)], _ files: [String: String]) -> any JobEngine {
    switch self {
    case .local(let workers):
      return LocalEngine(
        pool: WorkerPool(arguments: arguments, jobs: jobs), workers: min(workers, jobs.count))
    case .dask(let scheduler, let python):
      let folder = FileManager.default.currentDirectoryPath
      let place = DaskEngine.Place(
        program: RunningProgram.file.path, arguments: arguments, folder: folder,
        files: Dictionary(uniqueKeysWithValues: files.map { (RelativePath.resolve($0, in: folder), $1) }))
      return DaskEngine(python: python, scheduler: scheduler, place: place, jobs: jobs)
    }
  }
}
