import Formats
import Machine

/// The band has sent a text.
final class SentStop: EventStop {
  private let wanted: [UInt8]

  init(_ text: String, bytes: [UInt8]) {
    wanted = bytes
    super.init(text)
  }

  override func sent(_ bytes: [UInt8]) {
    if bytes.suffix(wanted.count).elementsEqual(wanted) { onHit("the band has sent \(QuotedBytes.quote(wanted))") }
  }
}
