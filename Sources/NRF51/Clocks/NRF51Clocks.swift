import Blocks
import Machine

/// The two clocks: 16 MHz (HFCLK) and 32,768 Hz (LFCLK). CLOCK configures them; blocks read them and hear of changes.
///
/// HFCLK always has a rate here, also while the CPU sleeps and nobody requests it: who counts its edges then has to request
/// it. Chosen: both RC oscillators are exact, whatever their calibration; crystals are off by the board's drift. LFCLK
/// synthesised from the 16 MHz clock has the drift of that.
public final class NRF51Clocks: Snapshotting {
  /// Everything that the clocks depend on.
  public struct Settings: Hashable, Codable, Sendable {
    /// HFCLK comes from the crystal.
    var isOnCrystal = false
    /// What LFCLK comes from; `nil` while it is stopped.
    var slowSource: LowFrequencySource?
    /// The time of LFCLK's edge 0: when it started or its rate last changed.
    var slowOrigin: Tick = 0
    /// In parts per million.
    var fastDrift: Int64 = 0
    var slowDrift: Int64 = 0
  }

  /// HFCLK without drift.
  public static let sixteenMegahertz = ClockRate(hertz: 16_000_000)

  private let scheduler: Scheduler
  private(set) var settings = Settings()
  /// The 16 MHz clock.
  public let fast = ClockInput()
  /// LFCLK; no rate while it is stopped.
  public let slow = ClockInput()
  /// How many blocks request HFCLK now.
  public private(set) var requests = 0
  /// Told after the first request and after the end of the last one.
  var onRequests: (() -> Void)?
  var isRestoring = false

  init(_ emulation: Emulation) {
    scheduler = emulation.scheduler
    derive()
    fast.skipChange()
  }

  /// The time of LFCLK's edge 0; edge n is at this plus `slow.rate.time(ofEdge: n)`.
  public var slowOrigin: Tick { settings.slowOrigin }

  /// LFCLK's edges; `nil` while it is stopped.
  public var slowEdges: EdgeCounter? { slow.rate.map { EdgeCounter(rate: $0, origin: settings.slowOrigin) } }

  /// Whether HFCLK comes from the running crystal, which the radio needs.
  public var isOnCrystal: Bool { settings.isOnCrystal }

  /// What LFCLK comes from; `nil` while it is stopped.
  public var slowSource: LowFrequencySource? { settings.slowSource }

  /// A request that is off.
  public func request() -> HFCLKRequest { HFCLKRequest(self) }

  func requestChanged(_ change: Int) {
    guard !isRestoring else { return }
    requests += change
    if requests == (change > 0 ? 1 : 0) { onRequests?() }
  }

  func restoreRequest(_ change: Int) { requests += change }

  /// CLOCK's door, at `time`; observers of the two inputs hear of changes.
  func configure(at time: Tick, _ change: (inout Settings) -> Void) {
    var next = settings
    change(&next)
    guard next != settings else { return }
    let before = slow.rate
    settings = next
    derive()
    if slow.rate != before { settings.slowOrigin = time }
    fast.tellChange()
    slow.tellChange()
  }

  private func derive() {
    fast.set(Self.rate(16_000_000, off: settings.isOnCrystal ? settings.fastDrift : 0))
    slow.set(
      settings.slowSource.map {
        switch $0 {
        case .rc: Self.rate(32_768, off: 0)
        case .crystal: Self.rate(32_768, off: settings.slowDrift)
        case .synthesised: Self.rate(32_768, off: settings.isOnCrystal ? settings.fastDrift : 0)
        }
      })
  }

  private static func rate(_ hertz: Int64, off ppm: Int64) -> ClockRate {
    guard ppm != 0 else { return ClockRate(hertz: UInt64(hertz)) }
    return ClockRate(edges: UInt64(hertz * (1_000_000 + ppm)), per: .perSecond * 1_000_000)
  }

  /// What decides the rates. Requests are their blocks' state.
  public func saveState() -> Settings { settings }

  /// Takes over a saved state; nobody is told.
  public func restoreState(_ saved: Settings) {
    settings = saved
    settings.slowOrigin = min(saved.slowOrigin, scheduler.now)
    settings.fastDrift = min(max(saved.fastDrift, -1_000), 1_000)
    settings.slowDrift = min(max(saved.slowDrift, -1_000), 1_000)
    derive()
    fast.skipChange()
    slow.skipChange()
  }
}
