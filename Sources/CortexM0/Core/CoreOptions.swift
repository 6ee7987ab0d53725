/// What a chip's maker chooses of the core (TRM, ARM DDI 0432, table 1-1, "Configurable options").
public struct CoreOptions: Sendable, Hashable {
  /// The multiplier behind MULS.
  public enum Multiplier: Sendable, Hashable {
    /// One cycle.
    case fast
    /// 32 cycles.
    case small

    /// Cycles of MULS.
    public var cycles: Int { self == .fast ? 1 : 32 }
  }

  /// Whether the system timer is there. Without it its registers, its bits of ICSR and its priority read zero and ignore
  /// writes.
  public var hasSysTick: Bool
  /// The multiplier.
  public var multiplier: Multiplier
  /// External interrupt lines, 0 ... 32. The NVIC's bits of others read zero and ignore writes.
  public let interruptLines: Int

  /// Whether the processor's clock stops in every sleep, and SysTick with it; else in deep sleep only.
  public var stopsSysTickInSleep: Bool

  /// Options; the number of lines is clamped to 0 ... 32.
  public init(
    hasSysTick: Bool = true, multiplier: Multiplier = .fast, interruptLines: Int = 32, stopsSysTickInSleep: Bool = false
  ) {
    self.hasSysTick = hasSysTick
    self.stopsSysTickInSleep = stopsSysTickInSleep
    self.multiplier = multiplier
    self.interruptLines = min(max(interruptLines, 0), 32)
  }

  /// A bit for each line that is there.
  var lineMask: UInt32 { UInt32(truncatingIfNeeded: UInt64(1) << UInt64(interruptLines) - 1) }
}
