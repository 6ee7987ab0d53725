import Formats
import Machine

/// Reads the lines of a recording.
struct SessionRecordingReader {
  let name: String
  private(set) var facts = RecordingFacts()
  private(set) var events: [SessionRecording.Entry<OutsideEvent>] = []
  private(set) var answers: [SessionRecording.Entry<SessionRecording.Answer>] = []
  private(set) var checks: [SessionRecording.Entry<SessionRecording.Check>] = []
  private(set) var end: SessionRecording.Entry<SessionRecording.End>?
  private(set) var digest: String?

  init(name: String) { self.name = name }

  mutating func read(_ text: String) throws(InputError) {
    var hasTitle = false
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = raw.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.first == "#" { continue }
      do throws(InputError) {
        if hasTitle { try read(line, number: index + 1) } else { try readTitle(line) }
      } catch {
        throw InputError("\(name):\(index + 1): \(error)")
      }
      hasTitle = true
    }
    guard hasTitle else { throw InputError("\(name):1: expected '\(SessionRecording.title)', found an empty file") }
  }

  private func readTitle(_ line: Substring) throws(InputError) {
    guard SessionRecordingReader.trimmed(line) == SessionRecording.title else {
      throw InputError("expected '\(SessionRecording.title)', found '\(line.prefix(60))'")
    }
  }

  private mutating func read(_ line: Substring, number: Int) throws(InputError) {
    let (word, rest) = SessionRecordingReader.word(line)
    guard word.first?.isNumber == true else {
      if word == "digest" {
        guard rest.count == 64 else { throw InputError("digest: expected 64 hexadecimal digits, found '\(rest)'") }
        digest = rest
      } else {
        try facts.add(word, rest, line: number)
      }
      return
    }
    let stamp = try SessionRecordingReader.stamp(word)
    let (what, value) = SessionRecordingReader.word(Substring(rest))
    switch what {
    case "": throw InputError("expected what happens at \(word), such as attach, send, touch or end")
    case "band": answers.append(.init(stamp: stamp, value: try answer(value), line: number))
    case "check": checks.append(.init(stamp: stamp, value: try check(value), line: number))
    case "end":
      if let end { throw InputError("end: expected one end, another is in line \(end.line)") }
      let (status, reason) = SessionRecordingReader.word(Substring(value))
      guard let status = Int32(status), !reason.isEmpty else {
        throw InputError("end: expected an exit status and a reason, such as '130 interrupted', found '\(value)'")
      }
      end = .init(stamp: stamp, value: .init(status: status, reason: reason), line: number)
    default: events.append(.init(stamp: stamp, value: try OutsideEvent(what, value), line: number))
    }
  }

  private func answer(_ value: String) throws(InputError) -> SessionRecording.Answer {
    guard let (bytes, rest) = QuotedBytes.readPrefix(value), !bytes.isEmpty else {
      throw InputError("band: expected \(QuotedBytes.expected), found '\(value)'")
    }
    let words = rest.split(separator: " ")
    if words.isEmpty { return .init(bytes: bytes) }
    guard words.count == 2, words[0] == "over", let span = Tick(words[1]), span < 1 << 62 else {
      throw InputError("band: expected 'over' and a number of ticks after the bytes, or nothing, found '\(rest)'")
    }
    return .init(bytes: bytes, span: span)
  }

  private func check(_ value: String) throws(InputError) -> SessionRecording.Check {
    let (cycles, charge) = SessionRecordingReader.word(Substring(value))
    guard let cycles = UInt64(cycles), let charge = Int128(charge) else {
      throw InputError("check: expected CPU cycles and the cell's charge in pA·ticks, found '\(value)'")
    }
    return .init(cycles: cycles, charge: charge)
  }

  // MARK: Words

  /// `1234`, `1234+1`, `1234!3+1`, `1.5s`.
  static func stamp(_ text: String) throws(InputError) -> SessionRecording.Stamp {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    let places = parts[0].split(separator: "!", omittingEmptySubsequences: false).map(String.init)
    let sequence = parts.count == 2 ? Int(parts[1]) : 0
    let faults = places.count == 2 ? UInt64(places[1]) : 0
    guard parts.count <= 2, let sequence, sequence >= 0, places.count <= 2, let faults,
      let time = Tick(places[0]) ?? TimeText.parse(places[0]), time < 1 << 62
    else {
      throw InputError(
        "expected a time in ticks or such as 1.5s, with +1 for the second event of a tick, found '\(text)'")
    }
    return .init(time: time, faults: faults, sequence: sequence)
  }

  /// The first word and what follows it, without spaces at its ends.
  private static func word(_ line: Substring) -> (String, String) {
    let end = line.firstIndex { $0 == " " || $0 == "\t" } ?? line.endIndex
    return (String(line[..<end]), trimmed(line[end...]))
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
