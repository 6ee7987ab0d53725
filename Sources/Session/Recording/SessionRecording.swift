import Formats
import Machine

/// What came to a band from outside during a run, and what it answered: enough to repeat the run byte for byte.
///
/// A recording is text. Its first line is `bandbox recording 1`; then come facts about the run (`image`, `seed` …), each a
/// word and a value, and what happened, each line a time, a word and a value. Times are ticks since power-on, or lengths
/// such as `1.5s`; of several events at one tick the second has `+1` after it, and so on, and their order is the lines'
/// where there is none; `!3` says that the processor's third fault comes before it, at the same tick. Lines that begin with `#`
/// say nothing.
///
///     bandbox recording 1
///     image band.elf
///     seed 1
///     2304000000 attach
///     2380800000 send "\x06\tAAoCAAAHAAAAAb9hZGFh/w==\n"
///     2391040123 band "\x06\tAAsBAAAHAAAAAb9hcmFh/w==\n" over 2150400
///     7680000000 end 130 interrupted
///     digest 6f2c…
public struct SessionRecording: Sendable {
  /// The first line of every recording.
  package static let title = "bandbox recording 1"

  /// A time, as the file has it.
  struct Stamp: Hashable, Comparable, Sendable {
    var time: Tick
    /// How many faults the processor had taken by then, where one of them was at this tick; else 0. A fault may take no time, and
    /// what a debugger does at it comes behind it.
    var faults: UInt64 = 0
    /// The place among the events of one tick.
    var sequence = 0

    static func < (a: Stamp, b: Stamp) -> Bool {
      (a.time, a.faults, a.sequence) < (b.time, b.faults, b.sequence)
    }
  }

  /// Something that happens, and its line.
  package struct Entry<Value: Sendable>: Sendable {
    var stamp: Stamp
    package var value: Value
    package var line: Int
  }

  /// Bytes that the band sent: the first had its stop bit at the entry's time, and the last so much later, where the line
  /// says that.
  package struct Answer: Hashable, Sendable {
    package var bytes: [UInt8]
    package var span: Tick?
  }

  /// What the machine had done at a time.
  package struct Check: Hashable, Sendable {
    /// CPU cycles since power-on.
    package var cycles: UInt64
    /// The cell's charge, in pA·ticks.
    package var charge: Int128
  }

  /// How the recorded run ended.
  package struct End: Hashable, Sendable {
    package var status: Int32
    package var reason: String
  }

  /// The file's name, for messages.
  package let name: String
  /// Facts about the run.
  let facts: RecordingFacts
  /// What came from outside, in order.
  package let events: [Entry<OutsideEvent>]
  /// What the band sent, in order.
  package let answers: [Entry<Answer>]
  let checks: [Entry<Check>]
  /// `nil` of a run whose process was killed.
  package let end: Entry<End>?
  /// The digest of the run's report.
  package let digest: String?

  /// When the last thing happened: a run without an end is repeated up to there.
  var lastTime: Tick {
    let answered = answers.last.map { $0.stamp.time.adding($0.value.span ?? 0) }
    return [end?.stamp.time, events.last?.stamp.time, answered, checks.last?.stamp.time].compactMap(\.self).max() ?? 0
  }

  /// Reads a file. Throws an `InputError` that names file, line and what was expected.
  public init(path: String) throws(InputError) { try self.init(try InputFile.text(path), name: path) }

  /// Reads the text of a file.
  package init(_ text: String, name: String) throws(InputError) {
    var reader = SessionRecordingReader(name: name)
    try reader.read(text)
    self.name = name
    facts = reader.facts
    events = reader.events.sorted { ($0.stamp, $0.line) < ($1.stamp, $1.line) }
    answers = reader.answers.sorted { ($0.stamp, $0.line) < ($1.stamp, $1.line) }
    checks = reader.checks.sorted { ($0.stamp, $0.line) < ($1.stamp, $1.line) }
    end = reader.end
    digest = reader.digest
  }
}
