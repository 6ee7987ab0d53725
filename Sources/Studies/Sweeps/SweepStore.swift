import Formats
import Foundation

/// The points of a sweep and their results, in a SQLite file that any tool can read.
///
/// Table `plan` holds one row: the fingerprint of everything that decides the results. `points` holds what was asked and
/// `results` what came of it, both as JSON, and the seconds that it took. A result is committed before the next point is
/// given out, so a sweep that is killed loses only the points in flight.
final class SweepStore: Sendable {
  private static let tables = [
    "CREATE TABLE IF NOT EXISTS plan (id INTEGER PRIMARY KEY CHECK (id = 1), fingerprint TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS points (point INTEGER PRIMARY KEY, input TEXT NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS results (
      point INTEGER PRIMARY KEY REFERENCES points (point), output TEXT NOT NULL,
      cpu_seconds REAL NOT NULL, wall_seconds REAL NOT NULL)
    """,
  ]

  private let database: SQLiteFile
  private let path: String

  /// Opens a file, or makes it. Throws one clear line where it is not a sweep's, or belongs to another plan.
  init(path: String, fingerprint: String, points: [SweepPoint]) throws {
    self.path = path
    do {
      database = try SQLiteFile(path: path)
      try database.transaction(SweepStore.tables.map { ($0, []) })
    } catch {
      throw InputError("\(path): cannot be opened as a sweep's store: \(error.message)")
    }
    let isSame: Bool = try reporting {
      if let row = try database.run("SELECT fingerprint FROM plan").first { return row == [.text(fingerprint)] }
      let inputs = try points.enumerated().map { index, point in
        (sql: "INSERT INTO points VALUES (?, ?)", values: [.integer(index), .text(try SweepStore.text(point))])
          as (sql: String, values: [SQLiteFile.Value])
      }
      try database.transaction([("INSERT INTO plan VALUES (1, ?)", [.text(fingerprint)])] + inputs)
      return true
    }
    guard isSame else {
      throw InputError(
        "\(path): holds the results of another plan, scenario, image or version; name another folder with --out, or give "
          + "--restart to begin anew")
    }
  }

  /// Removes a store and what SQLite keeps beside it.
  static func remove(path: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// Commits a result.
  func add(_ result: SweepResult, of point: Int, wallSeconds: Double) throws {
    _ = try reporting {
      try database.run(
        "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", .integer(point), .text(try SweepStore.text(result)),
        .real(result.cpuSeconds), .real(wallSeconds))
    }
  }

  /// All results so far, by point.
  func results() throws -> [Int: SweepResult] {
    try reporting {
      var results: [Int: SweepResult] = [:]
      for row in try database.run("SELECT point, output FROM results") {
        guard case .integer(let point) = row[0], case .text(let output) = row[1] else { continue }
        results[point] = try JSONDecoder().decode(SweepResult.self, from: Data(output.utf8))
      }
      return results
    }
  }

  /// The points' own CPU seconds and the workers' busy seconds, over all results.
  func seconds() throws -> (cpu: Double, wall: Double) {
    try reporting {
      let row = try database.run("SELECT TOTAL(cpu_seconds), TOTAL(wall_seconds) FROM results").first
      guard case .real(let cpu) = row?[0], case .real(let wall) = row?[1] else { return (0, 0) }
      return (cpu, wall)
    }
  }

  /// Names the file in what SQLite says, such as a full disk.
  private func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let failure as SQLiteFile.Failure {
      throw InputError("\(path): \(failure.message)")
    }
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
