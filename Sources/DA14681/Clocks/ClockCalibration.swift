import Machine

/// Measures a slow clock by the 16 MHz crystal: VAL is how many of its cycles REF_CNT cycles of the selected clock took,
/// cycles * 16e6 / f. REF_CAL_START clears itself when that time is over; it stays while the selected clock is off.
///
/// Source: public driver code (clocks 0 RC32K, 1 RC16M, 2 XTAL32K, 3 RCX). Chosen: counting begins at the selected
/// clock's next edge; a count of 0 ends at once.
final class ClockCalibration {
  private let clocks: ClockTree

  init(_ clocks: ClockTree) { self.clocks = clocks }

  /// The selected clock, where it runs. RCX is taken at its typical 11.7 kHz, RC32K at 32 kHz.
  private func rate(of code: UInt32) -> ClockRate? {
    let settings = clocks.settings
    return switch code & 3 {
    case 0: settings.isRC32KEnabled ? ClockRate(hertz: 32_000) : nil
    case 1: ClockTree.sixteenMegahertz
    case 2: settings.isXTAL32KEnabled ? clocks.crystal32K : nil
    default: settings.isRCXEnabled ? ClockRate(hertz: 11_700) : nil
    }
  }

  /// First and last edge of a measurement that starts now, and what it measures.
  func measurement(clock code: UInt32, count: UInt32, at now: Tick) -> (end: Tick, value: UInt32)? {
    guard let rate = rate(of: code) else { return nil }
    let first = rate.firstEdge(atOrAfter: now)
    let (begin, end) = (rate.time(ofEdge: first), rate.time(ofEdge: first &+ UInt64(count)))
    return (count == 0 ? now : end, UInt32(truncatingIfNeeded: clocks.crystal16M.edges(in: end - begin)))
  }
}
