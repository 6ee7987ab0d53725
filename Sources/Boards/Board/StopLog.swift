import Machine

/// When and why the band stopped running: what reports say of hibernation, of brown-outs and of an empty cell
/// (docs/averages.md).
public final class StopLog: Snapshotting {
  /// Why it does not run.
  public enum Cause: String, Codable, CaseIterable, CodingKeyRepresentable, Sendable {
    /// The firmware went into hibernation.
    case hibernation
    /// The supply is below the brown-out level, which holds the SoC in reset.
    case brownOut = "brown_out"
    /// The cell's protection circuit has opened, and VBUS is not there.
    case cutOff = "cut_off"
    /// There is neither a cell nor anything in its place.
    case noSupply = "no_supply"
  }

  /// All stops of one cause.
  public struct Entry: Codable, Hashable, Sendable {
    /// How many.
    public internal(set) var count = 0
    /// When the first one began.
    public internal(set) var first: Tick
    /// When the last one began.
    public internal(set) var last: Tick
    /// How long all of them lasted together.
    public internal(set) var ticks: Tick = 0
  }

  /// What a snapshot keeps.
  public struct State: Codable {
    var entries: [Cause: Entry] = [:]
    var cause: Cause?
    /// When the present cause began, and when the band ran last.
    var since: Tick = 0
    var stoppedAt: Tick = 0
  }

  private let scheduler: Scheduler
  private var state = State()

  init(on emulation: Emulation) {
    scheduler = emulation.scheduler
    emulation.register("stops", self)
  }

  /// Why the band does not run at present; `nil` while it runs.
  public var cause: Cause? { state.cause }

  /// Since when it does not run, for whatever causes followed each other; `nil` while it runs.
  public var stoppedAt: Tick? { state.cause == nil ? nil : state.stoppedAt }

  /// The stops so far, the present one up to now.
  public var entries: [Cause: Entry] {
    var entries = state.entries
    if let cause = state.cause { entries[cause]?.ticks &+= scheduler.now &- state.since }
    return entries
  }

  /// Takes the present cause, `nil` where the band runs.
  func note(_ cause: Cause?) {
    guard cause != state.cause else { return }
    let now = scheduler.now
    var next = state
    if let old = next.cause {
      next.entries[old]?.ticks &+= now &- next.since
    } else {
      next.stoppedAt = now
    }
    next.cause = cause
    next.since = now
    if let cause {
      next.entries[cause, default: Entry(first: now, last: now)].count &+= 1
      next.entries[cause]?.last = now
    }
    state = next
  }

  /// Everything.
  public func saveState() -> State { state }

  /// Takes that over, with nothing in the future.
  public func restoreState(_ saved: State) {
    state = saved
    state.since = min(saved.since, scheduler.now)
    state.stoppedAt = min(saved.stoppedAt, scheduler.now)
  }
}
