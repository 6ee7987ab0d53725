import SMP

/// A date and time as people and devices write them.
public struct DateTimeText: Sendable, Equatable {
  let value: DateTime

  /// Reads `2026-11-21T03:00:00`, optionally with a fraction; nil for anything else and for days that there are not.
  public init?(_ text: String) {
    guard let value = text.lendUTF8({ DateTime(CBORString($0)) }) else { return nil }
    self.value = value
  }
}
