import Foundation

/// A request and its answer in a recording. Times are thirds of a tick, in which a character at 115200 baud is whole.
struct RecordedExchange {
  /// Start bit, eight data bits, stop bit: 10 / 115200 s of 1,536,000,000 ticks.
  static let character = 400_000
  /// The same at the band's rate, 16 MHz / 139: its divisor is 8 11/16.
  static let bandCharacter = 3 * 133_440

  /// Bytes of the request.
  private(set) var sent = 0
  /// When it was given to the wire, and when its last character ends there.
  private(set) var begun = 0
  private(set) var end = 0
  /// Ends of the answer's first and last character.
  private(set) var first = 0
  private(set) var last = 0
  /// Characters of each line of the answer, and the time from the end of its first to that of its last.
  private(set) var lines: [(count: Int, span: Int)] = []

  /// What the wire takes, of both.
  var wire: Int { sent * Self.character + last - first + Self.bandCharacter }
  /// Firmware and flash: from the request's last character to the answer's first.
  var band: Int { first - Self.bandCharacter - end }
  /// Pauses of the host within the request.
  var pauses: Int { end - begun - sent * Self.character }

  /// All of a recording's lines that have both.
  static func read(_ text: String) -> [RecordedExchange] {
    var found: [RecordedExchange] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let time = Int(words[0].prefix { $0 != "+" }) else { continue }
      if words[1] == "send" {
        // What follows an answer is the next request; before one it is another piece of the same.
        if found.last?.lines.isEmpty != true { found.append(RecordedExchange()) }
        found[found.count - 1].send(count(words[2]), at: 3 * time)
      } else if words[1] == "band", !found.isEmpty, ["\"\\x06\\t", "\"\\x04\\x14"].contains(where: words[2].hasPrefix) {
        let parts = words[2].components(separatedBy: "\" over ")
        let span = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        found[found.count - 1].answer(count(parts[0]), at: 3 * time, over: 3 * span)
      }
    }
    return found.filter { !$0.lines.isEmpty }
  }

  private mutating func send(_ count: Int, at time: Int) {
    if sent == 0 { begun = time }
    end = max(time, end) + count * Self.character
    sent += count
  }

  private mutating func answer(_ count: Int, at time: Int, over span: Int) {
    if lines.isEmpty { first = time }
    last = time + span
    lines.append((count, span))
  }

  /// Bytes of a quoted text, from its first quote on.
  private static func count(_ quoted: some StringProtocol) -> Int {
    var (count, skip) = (0, 0)
    let characters = Array(quoted.utf8.dropFirst())
    for (index, byte) in characters.enumerated() {
      if skip > 0 {
        skip -= 1
        continue
      }
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { skip = characters[index + 1] == UInt8(ascii: "x") ? 3 : 1 }
      count += 1
    }
    return count
  }
}
