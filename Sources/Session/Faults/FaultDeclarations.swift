import Formats
import Foundation
import Machine

/// Reads what is to be broken: one fault a line, or between semicolons; `#` begins a comment.
///
///     wire to-band flip 1e-4
///     wire both delay 0.01 by 5ms from 10s until 20s
///     accelerometer stuck from 30s
///     heart-rate noisy 8
///     clock xtal32k +80
///     flash rot every 10s at 0x98000-0xff000
public enum FaultDeclarations {
  /// The faults that `argument` names: a file where there is one, else the text itself. The board's flash has `flashSize`
  /// bytes. Throws an `InputError` with the place and what was expected.
  package static func read(_ argument: String, flashSize: Int) throws(InputError) -> [InjectedFault] {
    // What is declared has spaces in it; what has none is meant for a file.
    if argument.contains(" ") && !FileManager.default.fileExists(atPath: argument) {
      return try parse(argument, name: "--faults", flashSize: flashSize)
    }
    return try parse(try InputFile.text(argument), name: argument, flashSize: flashSize)
  }

  /// The faults in a text.
  package static func parse(_ text: String, name: String, flashSize: Int) throws(InputError) -> [InjectedFault] {
    var faults: [InjectedFault] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let said = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
      for part in said.split(separator: ";") {
        var words = FaultWords(part)
        if words.isEmpty { continue }
        do throws(InputError) {
          faults.append(try fault(&words, flashSize))
        } catch {
          throw InputError("\(name):\(index + 1): \(error)")
        }
      }
    }
    guard !faults.isEmpty else { throw InputError("\(name): expected faults such as 'wire to-band flip 1e-4'") }
    return faults
  }

  private static func fault(_ words: inout FaultWords, _ flashSize: Int) throws(InputError) -> InjectedFault {
    let kind: InjectedFault.Kind
    let subject = try words.one(of: ["wire", "accelerometer", "heart-rate", "clock", "flash"])
    switch subject {
    case "wire": kind = try wire(&words)
    case "clock":
      let crystal = try words.one(of: ["xtal16m", "xtal32k"])
      let off = try words.value("parts per million, -1000 ... 1000") { text in
        Int64(text).flatMap { (-1_000...1_000).contains($0) ? $0 : nil }
      }
      kind = .clock(isSlow: crystal == "xtal32k", partsPerMillion: off)
    case "flash": kind = try flash(&words, flashSize)
    default: kind = try sensor(subject == "accelerometer" ? .accelerometer : .heartRate, &words)
    }
    let window = try window(&words)
    try words.end()
    return InjectedFault(kind: kind, window: window, text: words.text)
  }

  private static func wire(_ words: inout FaultWords) throws(InputError) -> InjectedFault.Kind {
    let direction = try words.one(of: ["to-band", "to-host", "both"])
    let what = try words.one(of: ["flip", "lose", "double", "break", "delay"])
    let probability = try words.probability()
    let fault: InjectedFault.Wire
    switch what {
    case "flip": fault = .flip
    case "lose": fault = .lose
    case "double": fault = .double
    case "break": fault = .breakFrame
    default:
      _ = try words.one(of: ["by"])
      fault = .delay(try words.time("a time up to 10s", upTo: .seconds(10)))
    }
    return .wire(toBand: direction != "to-host", toHost: direction != "to-band", fault, probability: probability)
  }

  private static func sensor(
    _ sensor: InjectedFault.Sensor, _ words: inout FaultWords
  ) throws(InputError) -> InjectedFault.Kind {
    switch try words.one(of: ["stuck", "absent", "noisy"]) {
    case "stuck": return .sensor(sensor, .stuck)
    case "absent": return .sensor(sensor, .absent)
    default:
      let unit = sensor == .accelerometer ? "thousandths of g, 1 ... 16000" : "beats a minute, 1 ... 200"
      let limit = sensor == .accelerometer ? 16_000 : 200
      let much = try words.value(unit) { text in Int(text).flatMap { (1...limit).contains($0) ? $0 : nil } }
      return .sensor(sensor, .noisy(much))
    }
  }

  private static func flash(_ words: inout FaultWords, _ size: Int) throws(InputError) -> InjectedFault.Kind {
    guard try words.one(of: ["rot", "erase-fails"]) == "rot" else {
      return .eraseFails(probability: try words.probability())
    }
    _ = try words.one(of: ["every"])
    let mean = try words.time("a time of at least 1us", upTo: 1 << 60)
    var range = 0..<size
    if words.take("at") {
      range = try words.value("offsets of the flash such as 0x98000-0xff000") { text in
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
          end.hasPrefix("0x") ? Int(end.dropFirst(2), radix: 16) : Int(end)
        }
        guard ends.count == 2, let from = ends[0], let to = ends[1], from >= 0, from < to, to <= range.upperBound else {
          return nil
        }
        return from..<to
      }
    }
    return .rot(every: mean, in: range)
  }

  private static func window(_ words: inout FaultWords) throws(InputError) -> Range<Tick> {
    let from = words.take("from") ? try words.time(TimeText.expected, upTo: 1 << 62, from: 0) : 0
    let until = words.take("until") ? try words.time(TimeText.expected, upTo: 1 << 62) : .max
    guard from < until else { throw InputError("until: expected a later time than that of from") }
    return from..<until
  }
}
