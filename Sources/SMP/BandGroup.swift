extension SMPGroup {
  /// The group that the band's firmware has for itself.
  public static let band: UInt16 = 66
}

/// Command numbers of the band's own group.
public enum BandCommand {
  /// Read: what the band knows now.
  public static let vitals: UInt8 = 0
  /// Read: minutes of the past.
  public static let history: UInt8 = 1
  /// Write: has the band test its parts.
  public static let selfTest: UInt8 = 2
  /// Write `{"text": text}` of up to `textLimit` bytes of UTF-8, with `"buzz": number` up to `mostBuzzes`: the band shows it
  /// and buzzes so often, `usualBuzzes` times where nothing is said.
  public static let notification: UInt8 = 3
  /// Write: the band turns everything off until it is charged.
  public static let ship: UInt8 = 4

  /// The longest text of a notification, in bytes.
  public static let textLimit = 40
  /// The most buzzes of a notification.
  public static let mostBuzzes = 5
  /// The buzzes of a notification that does not say how many.
  public static let usualBuzzes = 2
}
