import Foundation
import Programs

/// A sweep's store as another program sees it.
enum SweepStoreReader {
  /// Results in it, as Python's sqlite3 reads them; 0 before there is one.
  static func results(in store: String) throws -> Int {
    let program = """
      import sqlite3, sys
      try: print(sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute('select count(*) from results').fetchone()[0])
      except sqlite3.OperationalError: print(0)
      """
    let finished = try Programs.run(try Programs.client("python"), ["-c", program, store])
    return Int(finished.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }
}
