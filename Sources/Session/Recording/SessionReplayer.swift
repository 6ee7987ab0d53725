import Boards
import Formats
import Machine

/// Repeats what a recording has from outside, each at its tick, and compares what the band makes of it.
///
/// Its alarm is the machine's youngest, so that at its tick it comes after all others, as the recorded event came between
/// two slices.
final class SessionReplayer {
  /// Bytes of an answer that are shown where it differs.
  private static let shownLimit = 80

  /// A byte that the band is to send.
  private struct Expected {
    var byte: UInt8
    /// When; `nil` where the recording does not say.
    var time: Tick?
    /// Its answer, by number.
    var answer: Int
    /// Whether it is the first of its answer.
    var isFirst: Bool
  }

  private let recording: SessionRecording
  private let band: any Board
  private let perform: (OutsideEvent) -> Void
  private let expected: [Expected]
  private var nextEvent = 0
  private var nextCheck = 0
  private var answers = 0
  private var event: Alarm!
  private var check: Alarm!
  private var faults: Subscription!
  private var divergence: Divergence?
  /// What the band sends in place of the answer that it ought to.
  private var instead: [UInt8] = []
  private var isWatchingInstead = false

  /// Repeats `recording` by calling `perform` at each event's tick.
  init(_ recording: SessionRecording, band: any Board, perform: @escaping (OutsideEvent) -> Void) {
    self.recording = recording
    self.band = band
    self.perform = perform
    expected = recording.answers.enumerated().flatMap { number, entry in
      let bytes = entry.value.bytes
      return bytes.indices.map { place in
        var time: Tick?
        if place == 0 { time = entry.stamp.time }
        if place == bytes.count - 1, let span = entry.value.span { time = entry.stamp.time.adding(span) }
        return Expected(byte: bytes[place], time: time, answer: number, isFirst: place == 0)
      }
    }
    event = band.emulation.alarm("replayer.event") { [unowned self] _ in performDue() }
    faults = band.chip.cpu.watchFaults { [unowned self] _ in
      // What came behind it comes before its handler.
      if nextEvent < recording.events.count, recording.events[nextEvent].stamp.faults > 0 {
        event.set(at: band.emulation.now)
      }
    }
    check = band.emulation.alarm("replayer.check") { [unowned self] _ in compareCheck() }
    check.set(at: recording.checks.first?.stamp.time)
  }

  /// Performs what is due before the first instruction.
  func begin() { performDue() }

  private func performDue() {
    let now = band.emulation.now
    func isDue(_ stamp: SessionRecording.Stamp) -> Bool {
      stamp.time < now || stamp.time == now && stamp.faults <= band.chip.cpu.faults
    }
    while nextEvent < recording.events.count, isDue(recording.events[nextEvent].stamp) {
      nextEvent += 1
      perform(recording.events[nextEvent - 1].value)
    }
    let next = nextEvent < recording.events.count ? recording.events[nextEvent].stamp.time : nil
    // Where a fault is to come first, and does not, it is the next tick's.
    event.set(at: next.map { max($0, now + 1) })
  }

  private func compareCheck() {
    let entry = recording.checks[nextCheck]
    nextCheck += 1
    check.set(at: nextCheck < recording.checks.count ? recording.checks[nextCheck].stamp.time : nil)
    let (cycles, charge) = (band.chip.cpu.cycles, band.power.remainingCharge)
    if cycles != entry.value.cycles {
      diverge(entry.line, "\(entry.value.cycles) CPU cycles were recorded, here are \(cycles)")
    } else if charge != entry.value.charge {
      diverge(entry.line, "the cell had \(entry.value.charge) pA·ticks left, here it has \(charge)")
    }
  }

  // MARK: Answers

  /// The band has sent a byte; its stop bit ends now.
  func answered(_ byte: UInt8, at now: Tick) {
    defer { answers += 1 }
    if divergence != nil { return watchInstead(byte) }
    if recording.answers.isEmpty { return }
    guard answers < expected.count else {
      // After the recording's last answer it may have sent more only where the recording breaks off.
      if recording.end != nil {
        diverge(nil, "the band sent more than was recorded: ")
        isWatchingInstead = true
        watchInstead(byte)
      }
      return
    }
    let next = expected[answers]
    if byte == next.byte && next.time ?? now == now { return }
    let answer = recording.answers[next.answer]
    if byte == next.byte, let time = next.time {
      let what = next.isFirst ? "the first byte of" : "the last byte of"
      diverge(answer.line, "\(what) \(shown(answer.value.bytes)) was recorded at tick \(time)")
      return
    }
    diverge(answer.line, "the band was recorded to send \(shown(answer.value.bytes)), it sent ")
    isWatchingInstead = true
    // What it has sent of the answer stands before the byte that differs.
    var first = answers
    while !expected[first].isFirst { first -= 1 }
    instead = expected[first..<answers].map(\.byte)
    watchInstead(byte)
  }

  /// Gathers the rest of the line that differs.
  private func watchInstead(_ byte: UInt8) {
    guard isWatchingInstead else { return }
    instead.append(byte)
    if byte == 0x0A || instead.count >= SessionReplayer.shownLimit { isWatchingInstead = false }
  }

  private func shown(_ bytes: [UInt8]) -> String { QuotedBytes.quote(bytes.prefix(SessionReplayer.shownLimit)) }

  private func diverge(_ line: Int?, _ what: String) {
    guard divergence == nil else { return }
    divergence = Divergence(time: band.emulation.now, line: line, what: what)
  }

  // MARK: The end

  /// The run has ended with a digest. `differences` are those of how it was started; `isWhole` says that it ended where
  /// the recorded one did, and `isCut` that somebody wanted it to end before.
  func finish(differences: [String], digest: String?, isWhole: Bool, isCut: Bool) -> ReplayResult {
    event.cancel()
    check.cancel()
    faults.end()
    if divergence == nil, !recording.answers.isEmpty, answers < expected.count,
      let time = expected[answers...].lazy.compactMap(\.time).first, time <= band.emulation.now
    {
      let answer = recording.answers[expected[answers].answer]
      diverge(
        answer.line, "the band was recorded to send \(shown(answer.value.bytes)) at \(TimeText.exact(time)), it did not"
      )
    }
    if isWhole, let recorded = recording.digest, recorded != digest {
      diverge(nil, "the band answered as recorded, but its final state or report is another (digest)")
    }
    if let end = recording.end, !isWhole, !isCut, band.emulation.now < end.stamp.time {
      diverge(end.line, "the run ended here; it was recorded to end at \(TimeText.exact(end.stamp.time))")
    }
    if divergence != nil, !instead.isEmpty { divergence!.what += QuotedBytes.quote(instead) }
    return ReplayResult(
      name: recording.name, differences: differences, divergence: divergence, events: nextEvent, answers: answers,
      isEnded: isWhole, hasDigest: isWhole && recording.digest != nil)
  }
}
