import Session
import Watchers

/// The latest plain text that the band has sent, numbered by its bytes from the start on.
final class ConsoleLog {
  /// Bytes that are kept at least, where there were so many.
  private static let limit = 256 << 10

  private var filter = ConsoleText()
  private var text: [UInt8] = []
  /// The number of the first byte that is kept.
  private var first = 0

  /// The number of the byte that comes next.
  var next: Int { first + text.count }

  /// The band has sent a byte.
  func sent(_ byte: UInt8) {
    text += filter.filter([byte])
    guard text.count > 2 * ConsoleLog.limit else { return }
    let count = text.count - ConsoleLog.limit
    text.removeFirst(count)
    first += count
  }

  /// Whether these were the latest bytes.
  func ends(with bytes: [UInt8]) -> Bool { text.suffix(bytes.count).elementsEqual(bytes) }

  /// What came from a number on, as the API has it. At the start of a log, where one client has more than there is, it begins anew.
  func answer(since number: Int) -> JSON {
    let since = number > next ? first : number
    let start = max(since - first, 0)
    return [
      "next": .integer(Int64(next)), "lost": .integer(Int64(max(first - since, 0))),
      "text": .text(String(decoding: text[start...], as: UTF8.self)),
    ]
  }
}
