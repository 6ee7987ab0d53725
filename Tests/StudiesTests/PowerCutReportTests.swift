import Foundation
import Testing
@testable import Studies

@Suite struct PowerCutReportTests {
  private func cut(_ operation: UInt64, _ boots: PowerCutResult.Boots, lost: Int) -> PowerCutResult {
    PowerCutResult(
      operation: operation, operations: 20, seconds: Double(operation) / 2, boots: boots, image: "ab",
      activityEntries: 12, activityLost: lost)
  }

  @Test func oneEntryMayBeLostAndNoImage() {
    let report = PowerCutReport(
      whole: cut(0, .new, lost: 0), planned: 5,
      cuts: [
        cut(1, .old, lost: 0), cut(2, .old, lost: 1), cut(3, .new, lost: 2), cut(4, .nothing, lost: 0),
      ])
    #expect(report.failures.map(\.operation) == [3, 4])
    #expect(
      report.summary == """
        20 flash operations, 4 of 5 planned of them cut in the middle
        boots the old image   2
        boots another image   1
        boots nothing         1
        activity log          up to 12 entries, at most 2 lost by a cut
          operation 3 at 1.500000 s: 2 entries lost
          operation 4 at 2.000000 s: boots nothing
        """)
  }

  /// Results go from process to process as JSON with the names of files for people.
  @Test func resultsTravel() throws {
    let result = cut(3, .new, lost: 1)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try encoder.encode(result)
    #expect(String(decoding: data, as: UTF8.self).contains("\"activity_lost\":1"))
    #expect(try JSONDecoder().decode(PowerCutResult.self, from: data) == result)
  }
}
