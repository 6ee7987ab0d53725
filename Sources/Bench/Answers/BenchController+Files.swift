import Foundation
import Session

/// What can be taken away from a run, and another one that it is compared with.
extension BenchController {
  /// The report of the run so far.
  func report() throws(APIError) -> APIReply {
    var report = run.report()
    report.hostSeconds = nil
    guard let json = try? report.json() else { throw APIError(409, "the report cannot be written") }
    return APIReply(status: 200, type: "application/json", body: Array(json))
  }

  /// The run up to now as `--record` has it; its digest is that of a run which ends now.
  func recording() throws(APIError) -> APIReply {
    do {
      let text = timeline.session.recording(try run.facts(), try run.sealedReport())
      return APIReply(status: 200, type: "text/plain; charset=utf-8", body: Array(text.utf8))
    } catch { throw APIError(409, "\(error)") }
  }

  /// Keeps another run's report to compare this one with.
  func setComparison(_ fields: Fields) throws(APIError) -> APIReply {
    guard let report = fields["report"] else { throw fields.missing("report") }
    let name = try fields.text("name", upTo: 200) ?? "report"
    let facts: PowerFacts
    do {
      facts = try PowerFacts(report: Data(report.bytes), name: name)
    } catch { throw APIError(400, "report: \(error)") }
    let reply = try comparison(with: facts)
    before = facts
    return reply
  }

  /// This run so far beside the other one; null where there is none.
  func comparison() throws(APIError) -> APIReply {
    try before.map(comparison(with:)) ?? APIReply(.null)
  }

  private func comparison(with before: PowerFacts) throws(APIError) -> APIReply {
    guard let report = try? run.report().json(), let after = try? PowerFacts(report: report, name: "this run"),
      let json = try? JSONEncoder().encode(PowerComparison(before: before, after: after))
    else { throw APIError(409, "the report cannot be compared") }
    return APIReply(status: 200, type: "application/json", body: Array(json))
  }
}
