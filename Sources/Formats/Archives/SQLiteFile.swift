import CSQLite
import Synchronization

/// A SQLite database in a file, by the system's library: statements with positional values, one caller at a time.
///
/// Every error is one line: what SQLite says of it.
package final class SQLiteFile: Sendable {
  /// What SQLite refused to do, in its own words.
  package struct Failure: Error {
    package let message: String
  }

  /// A value given to a statement or read from a row.
  package enum Value: Equatable, Sendable {
    case integer(Int)
    case real(Double)
    case text(String)
    case null
  }

  private struct Connection: @unchecked Sendable {
    let handle: OpaquePointer

    func failure() -> Failure { Failure(message: String(cString: sqlite3_errmsg(handle))) }
  }

  private let connection: Mutex<Connection>

  /// Opens a file, or makes it. A file that another process is writing to is waited for, up to five seconds.
  package init(path: String) throws(Failure) {
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      let failure = handle.map { Connection(handle: $0).failure() } ?? Failure(message: "out of memory")
      sqlite3_close_v2(handle)
      throw failure
    }
    sqlite3_busy_timeout(handle, 5_000)
    connection = Mutex(Connection(handle: handle))
  }

  deinit { connection.withLock { _ = sqlite3_close_v2($0.handle) } }

  /// Runs one statement; its rows.
  @discardableResult
  package func run(_ sql: String, _ values: Value...) throws(Failure) -> [[Value]] {
    try connection.withLock { connection throws(Failure) in try SQLiteFile.run(connection, sql, values) }
  }

  /// Runs statements as one transaction: all of them or, where one fails or the process dies, none.
  package func transaction(_ statements: [(sql: String, values: [Value])]) throws(Failure) {
    try connection.withLock { connection throws(Failure) in
      _ = try SQLiteFile.run(connection, "BEGIN IMMEDIATE", [])
      do throws(Failure) {
        for (sql, values) in statements { _ = try SQLiteFile.run(connection, sql, values) }
        _ = try SQLiteFile.run(connection, "COMMIT", [])
      } catch {
        _ = try? SQLiteFile.run(connection, "ROLLBACK", [])
        throw error
      }
    }
  }

  private static func run(_ connection: Connection, _ sql: String, _ values: [Value]) throws(Failure) -> [[Value]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection.handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw connection.failure()
    }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      guard bind(value, to: Int32(index + 1), of: statement) == SQLITE_OK else { throw connection.failure() }
    }
    var rows: [[Value]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { value(in: $0, of: statement) })
      case SQLITE_DONE: return rows
      default: throw connection.failure()
      }
    }
  }

  private static func bind(_ value: Value, to index: Int32, of statement: OpaquePointer) -> Int32 {
    switch value {
    case .integer(let number): return sqlite3_bind_int64(statement, index, Int64(number))
    case .real(let number): return sqlite3_bind_double(statement, index, number)
    case .null: return sqlite3_bind_null(statement, index)
    case .text(let text):
      // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the text at once.
      let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      return sqlite3_bind_text(statement, index, text, -1, transient)
    }
  }

  private static func value(in column: Int32, of statement: OpaquePointer) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_NULL: .null
    default: .text(sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "")
    }
  }
}
