import SMP

/// The text of a notification, as event files, scenarios and the API write it.
public enum NotificationText {
  /// What `parse` takes, for error messages.
  public static let expected = "a text of 1 ... \(BandCommand.textLimit) bytes on one line"

  /// The text without blanks at its ends; `nil` where it is none.
  public static func parse(_ text: String) -> String? {
    var part = Substring(text)
    while part.first == " " { part.removeFirst() }
    while part.last == " " { part.removeLast() }
    guard !part.isEmpty, part.utf8.count <= BandCommand.textLimit,
      part.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { return nil }
    return String(part)
  }
}
