import Foundation
import Testing
@testable import Studies

@Suite struct SweepStoreTests {
  private let points = [SweepPoint(scenario: "a"), SweepPoint(scenario: "a", variables: ["n": "2"])]
  private let result = SweepResult(metrics: ["life_days": 12.5], failed: ["x"], digest: "d", cpuSeconds: 2)

  private func withFile(_ body: (String) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "sweep-\(UUID().uuidString).sqlite"
    defer { SweepStore.remove(path: path) }
    try body(path)
  }

  @Test func resultsOutliveTheProcess() throws {
    try withFile { path in
      try SweepStore(path: path, fingerprint: "f", points: points).add(result, of: 1, wallSeconds: 2.5)
      let again = try SweepStore(path: path, fingerprint: "f", points: points)
      #expect(try again.results() == [1: result])
      #expect(try again.seconds() == (2, 2.5))
    }
  }

  @Test func anotherPlanIsRefused() throws {
    try withFile { path in
      _ = try SweepStore(path: path, fingerprint: "f", points: points)
      #expect { _ = try SweepStore(path: path, fingerprint: "g", points: points) } throws: { error in
        "\(error)".hasPrefix(path + ": holds the results of another plan")
      }
      SweepStore.remove(path: path)
      _ = try SweepStore(path: path, fingerprint: "g", points: points)
    }
  }

  @Test func anotherFileIsRefused() throws {
    try withFile { path in
      try String(repeating: "not a database ", count: 100).write(toFile: path, atomically: true, encoding: .utf8)
      #expect { _ = try SweepStore(path: path, fingerprint: "f", points: points) } throws: { error in
        "\(error)".hasPrefix(path + ": cannot be opened as a sweep's store")
      }
    }
  }
}
