import Formats

/// Says on standard error why the bootloader starts nothing, once for each reason, and at once: it may stay in serial
/// recovery for ever.
struct BootloaderNote {
  private var told: String?

  /// Says `reason`, unless that was the last thing said; `nil` while the bootloader has given none.
  mutating func tell(_ reason: String?) {
    guard let reason, reason != told else { return }
    told = reason
    Standard.error.say("bandbox: \(reason)")
  }
}
