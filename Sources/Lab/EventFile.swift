import DA1468x
import Machine

/// Reads inputs from CSV: columns `time`, `what`, `value`, any order of lines; `#` begins a comment.
///
///     time,what,value
///     10s,touch,150ms
///     8h,charger,in
///     10h,charger,out
///     1h30m,temperature,4.5
///     2h,heart_rate,140
///     3s,P1_6,low
///     4s,P1_6,open
public enum EventFile {
  private static let kinds = "touch, charger, cable, temperature, heart_rate, walk or a pad such as P1_6"

  /// The inputs in `text`, by time. Throws an `InputError` that names the file, the line and what was expected.
  public static func parse(_ text: String, name: String) throws(InputError) -> [TimedInput] {
    var inputs: [TimedInput] = []
    var hasHeader = false
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = raw.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
      if cells.allSatisfy(\.isEmpty) { continue }
      let place = "\(name):\(index + 1)"
      if !hasHeader {
        guard cells.prefix(3) == ["time", "what", "value"] else {
          throw InputError("\(place): expected the header 'time,what,value', found '\(trimmed(line))'")
        }
        hasHeader = true
        continue
      }
      guard cells.count >= 2, cells.count <= 3 else {
        throw InputError("\(place): expected time,what,value; found \(cells.count) columns")
      }
      guard let time = TimeText.parse(cells[0]) else {
        throw InputError("\(place): expected \(TimeText.expected), found '\(cells[0])'")
      }
      inputs.append(TimedInput(time, try event(cells[1], cells.count > 2 ? cells[2] : "", place)))
    }
    guard hasHeader else { throw InputError("\(name): expected the header 'time,what,value', found an empty file") }
    return inputs.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private static func event(_ what: String, _ value: String, _ place: String) throws(InputError) -> InputEvent {
    func wrong(_ expected: String) -> InputError {
      InputError("\(place): \(what): expected \(expected), found '\(value)'")
    }
    func isIn() throws(InputError) -> Bool {
      switch value {
      case "in", "on", "1": return true
      case "out", "off", "0": return false
      default: throw wrong("in or out")
      }
    }
    switch what {
    case "touch":
      if value.isEmpty { return .touch(milliseconds: Wearer.touchMilliseconds) }
      guard let length = TimeText.parse(value), length >= .milliseconds(1), length <= .seconds(60) else {
        throw wrong("how long, 1ms ... 60s")
      }
      return .touch(milliseconds: UInt32(length / .milliseconds(1)))
    case "charger": return .charger(try isIn())
    case "cable": return .cable(try isIn())
    case "temperature":
      guard let degrees = Double(value), degrees >= -40, degrees <= 85 else {
        throw wrong("degrees Celsius, -40 ... 85")
      }
      return .temperature(milliCelsius: Int32((degrees * 1_000).rounded()))
    case "heart_rate":
      guard let rate = UInt16(value), rate == 0 || (25...240).contains(rate) else {
        throw wrong("beats a minute, 25 ... 240, or 0 for the wearer's own")
      }
      return .heartRate(rate)
    case "walk":
      guard let cadence = UInt16(value), cadence == 0 || (30...240).contains(cadence) else {
        throw wrong("steps a minute, 30 ... 240, or 0 to stop")
      }
      return .walk(stepsPerMinute: cadence)
    default:
      guard let pin = Pin.all.first(where: { $0.description == what }) else {
        throw InputError("\(place): expected \(kinds), found '\(what)'")
      }
      switch value {
      case "high", "1": return .pin(pin, level: true)
      case "low", "0": return .pin(pin, level: false)
      case "open": return .pin(pin, level: nil)
      default: throw wrong("high, low or open")
      }
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }
}
