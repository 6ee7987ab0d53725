import Boards
import Machine

/// All that has come from outside since a run's start, as a recording has it, so that one can be made at any time. What the band
/// answers is left out: the digest is compared.
package final class SessionHistory {
  private let band: any Board
  private var events: [(stamp: SessionRecording.Stamp, event: OutsideEvent)] = []

  /// Nothing yet.
  package init(_ band: any Board) { self.band = band }

  /// How many events there were.
  package var count: Int { events.count }

  /// Something comes from outside now.
  package func note(_ event: OutsideEvent) {
    let stamp = SessionRecording.Stamp(now: band.emulation.now, after: events.last?.stamp, cpu: band.chip.cpu)
    events.append((stamp, event))
  }

  /// Those behind the first so many have not been.
  package func cut(to count: Int) { events.removeLast(events.count - min(count, events.count)) }

  /// The recording of a run that ends now with a report that has a digest.
  package func recording(_ facts: RecordingFacts, _ report: Report) -> String {
    SessionRecording.head(facts) + events.map { SessionRecording.line($0.stamp, $0.event) }.joined()
      + SessionRecording.end(report.exit, at: band.emulation.now, digest: report.digest ?? "")
  }
}
