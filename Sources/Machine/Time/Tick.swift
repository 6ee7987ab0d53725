/// A point in, or a length of, virtual time: a count of 1/1,536,000,000 s.
///
/// The unit is the least common multiple of 96 MHz, 16 MHz and 32,768 Hz, so that no crystal clock of the band ever
/// rounds. A `UInt64` of it lasts 380 years.
public typealias Tick = UInt64

extension Tick {
  /// Ticks in one second.
  public static let perSecond: Tick = 1_536_000_000

  /// A whole number of seconds, in ticks.
  public static func seconds(_ count: UInt64) -> Tick { count &* perSecond }

  /// A whole number of milliseconds, in ticks.
  public static func milliseconds(_ count: UInt64) -> Tick { count &* 1_536_000 }

  /// A whole number of microseconds, in ticks.
  public static func microseconds(_ count: UInt64) -> Tick { count &* 1_536 }

  /// A non-negative number of seconds, rounded down to a tick and held below 2^62 ticks (95 years).
  public static func seconds(rounding count: Double) -> Tick {
    let ticks = count * Double(perSecond)
    guard ticks > 0 else { return 0 }
    return ticks < 4.6e18 ? Tick(ticks) : 1 << 62
  }

  /// The time `length` later, clamped to the largest tick: a deadline that firmware put too far off never comes, instead
  /// of having passed.
  @inlinable
  public func adding(_ length: Tick) -> Tick {
    let (sum, overflow) = addingReportingOverflow(length)
    return overflow ? .max : sum
  }

  /// This length of time in seconds, for people; emulation itself counts in ticks.
  public var inSeconds: Double { Double(self) / Double(Tick.perSecond) }
}
