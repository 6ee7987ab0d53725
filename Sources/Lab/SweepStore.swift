import Foundation
import GRDB

/// The points of a sweep and their results, in a SQLite file that any tool can read.
///
/// Table `plan` holds one row: the fingerprint of everything that decides the results. `points` holds what was asked and
/// `results` what came of it, both as JSON, and the seconds that it took. A result is committed before the next point is
/// given out, so a sweep that is killed loses only the points in flight.
final class SweepStore: Sendable {
  private let database: DatabaseQueue
  private let path: String

  /// Opens a file, or makes it. Throws one clear line where it is not a sweep's, or belongs to another plan.
  init(path: String, fingerprint: String, points: [SweepPoint]) throws {
    self.path = path
    do {
      database = try DatabaseQueue(path: path)
      try database.write { db in
        try db.execute(
          sql: """
            CREATE TABLE IF NOT EXISTS plan (id INTEGER PRIMARY KEY CHECK (id = 1), fingerprint TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS points (point INTEGER PRIMARY KEY, input TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS results (
              point INTEGER PRIMARY KEY REFERENCES points (point), output TEXT NOT NULL,
              cpu_seconds REAL NOT NULL, wall_seconds REAL NOT NULL);
            """)
      }
    } catch let error as DatabaseError {
      throw InputError("\(path): cannot be opened as a sweep's store: \(error.message ?? "not a SQLite file")")
    }
    try begin(fingerprint: fingerprint, points: points)
  }

  /// Enters the plan into a new store, or finds the same one in an old store.
  private func begin(fingerprint: String, points: [SweepPoint]) throws {
    let inputs = try points.map { try SweepStore.text($0) }
    let isSame = try database.write { db in
      if let held = try String.fetchOne(db, sql: "SELECT fingerprint FROM plan") { return held == fingerprint }
      try db.execute(sql: "INSERT INTO plan VALUES (1, ?)", arguments: [fingerprint])
      for (index, input) in inputs.enumerated() {
        try db.execute(sql: "INSERT INTO points VALUES (?, ?)", arguments: [index, input])
      }
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
    let output = try SweepStore.text(result)
    try database.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
        arguments: [point, output, result.cpuSeconds, wallSeconds])
    }
  }

  /// All results so far, by point.
  func results() throws -> [Int: SweepResult] {
    let rows = try database.read { db in try Row.fetchAll(db, sql: "SELECT point, output FROM results") }
    var results: [Int: SweepResult] = [:]
    for row in rows {
      let output: String = row["output"]
      results[row["point"]] = try JSONDecoder().decode(SweepResult.self, from: Data(output.utf8))
    }
    return results
  }

  /// The points' own CPU seconds and the workers' busy seconds, over all results.
  func seconds() throws -> (cpu: Double, wall: Double) {
    let row = try database.read { db in
      try Row.fetchOne(db, sql: "SELECT TOTAL(cpu_seconds) AS cpu, TOTAL(wall_seconds) AS wall FROM results")
    }
    return (row?["cpu"] ?? 0, row?["wall"] ?? 0)
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
