import Boards
import Formats
import Foundation
import Machine

/// Writes a recording while the run goes on. It looks on and changes nothing; what has happened is in the file after
/// every slice, so that a session whose process is killed is kept too.
final class SessionRecorder {
  /// A line of answers ends with the text's line, after so many bytes, or with a pause.
  private static let answerLimit = 128
  private static let pause: Tick = .milliseconds(10)
  /// Checks follow each other after a second, and later after a 64th of the time.
  static func nextCheck(after time: Tick) -> Tick { time.adding(max(.perSecond, time >> 6)) }

  private let file: GrowingOutput
  private let band: any Board
  private var pending: String
  private var lastStamp: SessionRecording.Stamp?
  private var answer: (bytes: [UInt8], first: Tick, last: Tick)?
  private var check: Alarm!
  /// The first write that failed.
  private(set) var failure: InputError?

  /// Begins a file, over one that was there. Throws one line where that is not possible.
  init(_ output: OutputFile, facts: RecordingFacts, band: any Board) throws(InputError) {
    self.band = band
    file = try GrowingOutput(output)
    pending = SessionRecording.head(facts)
    check = band.emulation.alarm("recorder.check") { [unowned self] deadline in writeCheck(deadline) }
    check.set(at: SessionRecorder.nextCheck(after: band.emulation.now))
  }

  /// Something comes from outside now.
  func note(_ event: OutsideEvent, at now: Tick) {
    // Answers that are complete stand before it.
    if let answer, now - answer.last > SessionRecorder.pause { endAnswer() }
    let stamp = SessionRecording.Stamp(now: now, after: lastStamp, cpu: band.chip.cpu)
    lastStamp = stamp
    pending += SessionRecording.line(stamp, event)
  }

  /// The band has sent a byte; its stop bit ends now.
  func answered(_ byte: UInt8, at now: Tick) {
    if let answer, now - answer.last > SessionRecorder.pause { endAnswer() }
    if answer == nil { answer = ([], now, now) }
    answer!.bytes.append(byte)
    answer!.last = now
    if byte == 0x0A || answer!.bytes.count >= SessionRecorder.answerLimit { endAnswer() }
  }

  private func endAnswer() {
    guard let (bytes, first, last) = answer else { return }
    answer = nil
    pending += "\(first) band \(QuotedBytes.quote(bytes)) over \(last - first)\n"
  }

  private func writeCheck(_ deadline: Tick) {
    pending += "\(deadline) check \(band.chip.cpu.cycles) \(band.power.remainingCharge)\n"
    check.set(at: SessionRecorder.nextCheck(after: deadline))
  }

  /// Writes what has happened.
  func flush() {
    guard !pending.isEmpty, failure == nil else { return }
    do throws(InputError) { try file.append(pending) } catch { failure = error }
    pending = ""
  }

  /// The run has ended.
  func finish(_ exit: Report.Exit, digest: String) {
    check.cancel()
    endAnswer()
    pending += SessionRecording.end(exit, at: band.emulation.now, digest: digest)
    flush()
    do throws(InputError) { try file.close() } catch { failure = failure ?? error }
  }
}
