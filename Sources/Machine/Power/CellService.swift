/// When the cell powers a running board: the time that average currents are taken over (docs/averages.md).
///
/// The board says when it runs. The cell powers it while VBUS does not feed the system and the protection circuit is
/// closed; what stands in the cell's place, such as a laboratory supply, counts as the cell.
struct CellService: Codable {
  /// Whether the board runs: neither off nor in hibernation.
  var isRunning = false
  /// When the present stretch of service began; `nil` while there is none.
  private(set) var since: Tick?
  private var ticks: Tick = 0

  /// Whether the cell powers a running board now.
  var isOn: Bool { since != nil }

  /// Begins a stretch, or ends one.
  mutating func toggle(at now: Tick) {
    if let since { ticks &+= now &- since }
    since = isOn ? nil : now
  }

  /// All stretches together up to `now`.
  func total(at now: Tick) -> Tick { ticks &+ (since.map { now &- $0 } ?? 0) }

  /// A saved state, with nothing in the future.
  func held(now: Tick) -> CellService {
    var held = self
    held.since = since.map { min($0, now) }
    return held
  }
}
