import Boards
import CortexM0
import Machine
import Parts

/// A probe in the lead of the band's cell, and eight on signals. It looks at every change of the current and at nothing
/// in between, and while nobody has attached a sink at nothing at all.
///
/// What it sees is what the cell, or a supply in its place, gives to the band: nothing while VBUS feeds that, and never less than
/// nothing, because a meter of one direction does not see a cell being charged. What flows inside the pack, its self-discharge and
/// its protection circuit's own current, passes no meter in the lead. Currents are clamped to 20 A.
package final class CurrentProbe {
  /// The signals, D0 ... D7.
  static let channels = ["CPU", "display", "heart rate", "motor", "radio", "charging", "cable", "accelerometer"]
  private static let chargingBit: UInt8 = 1 << 5
  private static let cableBit: UInt8 = 1 << 6
  private static let limit: Int64 = 20_000_000_000_000

  /// What is told of every stretch of constant current: the current in pA, the levels, the time.
  package final class Sink {
    fileprivate let take: (Int64, UInt8, Tick) -> Void

    fileprivate init(_ take: @escaping (Int64, UInt8, Tick) -> Void) { self.take = take }
  }

  private let band: any Board
  private let cableDetect: Line?
  /// The loads inside the pack.
  private let internals: [AnyLoad]
  /// While there are sinks.
  private var watching: [Subscription] = []
  private var sinks: [Sink] = []
  private var current: Int64 = 0
  package private(set) var levels: UInt8 = 0
  private var since: Tick = 0
  /// The signal of each load, by the load's number; 0 for none.
  private let bits: [UInt8]
  /// Whether the signal is high in a row of the ledger; `nil` where nobody has looked yet.
  private var isHighInRow: [Bool?] = []

  /// For a band that is wired.
  package init(_ band: any Board) {
    self.band = band
    let probed = band.probedComponents
    bits = band.power.loads.map { load in probed.firstIndex(of: load.component).map { 1 << UInt8($0) } ?? 0 }
    cableDetect = band.cableDetect
    internals = band.power.loads.filter { CellProtection.components.contains($0.component) }
  }

  /// Every stretch of constant current goes to `take` from now on, until the result is detached.
  package func attach(_ take: @escaping (Int64, UInt8, Tick) -> Void) -> Sink {
    if sinks.isEmpty { look() } else { advance(to: band.emulation.now) }
    let sink = Sink(take)
    sinks.append(sink)
    return sink
  }

  /// Tells a sink of the time up to now, and of nothing after it.
  func detach(_ sink: Sink) {
    advance(to: band.emulation.now)
    sinks.removeAll { $0 === sink }
    if sinks.isEmpty { watching = [] }
  }

  /// Begins to follow what is there now.
  private func look() {
    since = band.emulation.now
    current = measured()
    watching = [
      band.power.watchLoads { [unowned self] in placed($0) }, band.power.watchSolutions { [unowned self] in solved() },
    ]
    if let cableDetect { watching.append(cableDetect.watch { [unowned self] in cableChanged($0) }) }
    for load in band.power.loads { placed(load) }
    set(CurrentProbe.chargingBit, band.power.flow.mode != .off)
    set(CurrentProbe.cableBit, cableDetect?.level ?? false)
  }

  /// Tells of the time up to `now`.
  package func advance(to now: Tick) {
    guard now > since else { return }
    for sink in sinks { sink.take(current, levels, now - since) }
    since = now
  }

  private func cableChanged(_ isIn: Bool) {
    advance(to: band.emulation.now)
    set(CurrentProbe.cableBit, isIn)
  }

  private func placed(_ load: AnyLoad) {
    guard load.index < bits.count, bits[load.index] != 0 else { return }
    advance(to: band.emulation.now)
    set(bits[load.index], isHigh(load))
  }

  private func solved() {
    let power = band.power
    let next = measured()
    let isCharging = power.flow.mode != .off
    guard next != current || isCharging != (levels & CurrentProbe.chargingBit != 0) else { return }
    advance(to: band.emulation.now)
    current = next
    set(CurrentProbe.chargingBit, isCharging)
  }

  private func measured() -> Int64 {
    let power = band.power
    let charging = power.isOnStore ? power.flow.current : 0
    let inside = internals.reduce(Int64(0)) { $0 + ($1.isPowered && !$1.isOnBus ? $1.drawn.typical : 0) }
    return min(max(power.currentFromCell - inside - charging, 0), CurrentProbe.limit)
  }

  private func set(_ bit: UInt8, _ isHigh: Bool) { if isHigh { levels |= bit } else { levels &= ~bit } }

  /// Looked up once for each row: the ledger knows the state's name.
  private func isHigh(_ load: AnyLoad) -> Bool {
    let row = load.accountedRow
    while isHighInRow.count <= row { isHighInRow.append(nil) }
    if let known = isHighInRow[row] { return known }
    let state = load.accountedState
    let isHigh =
      load.component == band.chip.coreComponent
      ? state == "run" : !["off", "idle", "sleep", "standby", "unpowered"].contains(state)
    isHighInRow[row] = isHigh
    return isHigh
  }
}
