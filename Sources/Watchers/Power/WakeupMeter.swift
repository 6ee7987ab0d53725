import Boards
import CortexM0
import Machine

/// What wake-ups cost: the charge of the whole band while the processor runs, by what woke it.
package final class WakeupMeter {
  /// One reason.
  package struct Row: Equatable, Sendable {
    /// `TIMER1`, `WAKEUP P1_0 (touch key)`, ...
    package var reason: String
    /// Wake-ups for it.
    package var count = 0
    /// Time awake after them.
    package var ticks: Tick = 0
    /// Charge drawn by all loads in that time, in pA·ticks.
    package var charge: Int128 = 0
  }

  /// The rows add up to the charge of the whole recording.
  package struct Result: Equatable, Sendable {
    /// By falling charge.
    package var awake: [Row]
    /// Between the wake-ups.
    package var asleep: Row
  }

  /// Reasons beyond this number are counted together.
  private static let limit = 64

  private let band: any Board
  private let meter: ChargeMeter
  private let requests: [(name: String, number: Int, line: Line)]
  private var rows: [String: Row] = [:]
  private var asleep = Row(reason: "asleep")
  private var watching: [Subscription] = []
  private var isAwake: Bool
  private var reason: String
  private var since: Tick
  private var chargeSince: Int128 = 0
  /// The last change of a pad since the processor fell asleep.
  private var pad: (name: String, level: Bool)?

  init(_ band: any Board, meter: ChargeMeter) {
    self.band = band
    self.meter = meter
    since = band.emulation.now
    isAwake = band.chip.mode == .run
    reason = "start of the recording"
    requests = band.chip.cpu.interrupts.enumerated().map { number, line in
      (band.chip.interruptName(number) ?? "IRQ \(number)", number, line)
    }
    watching = band.emulation.lines.filter { band.model.pads.contains($0.name) }.map { line in
      line.watch { [unowned self, unowned line] in changed(line, $0) }
    }
    if isAwake { rows[reason] = Row(reason: reason, count: 1) }
  }

  private func changed(_ line: Line, _ level: Bool) {
    if !isAwake { pad = (line.name, level) }
  }

  /// A load changed; the mode of the SoC may have, too.
  func placed(_ load: AnyLoad) {
    let runs = band.chip.mode == .run
    guard runs != isAwake else { return }
    let now = band.emulation.now
    close(at: now)
    isAwake = runs
    if runs {
      reason = presentReason
      if rows[reason] == nil && rows.count >= WakeupMeter.limit { reason = "others" }
      rows[reason, default: Row(reason: reason)].count += 1
    } else {
      asleep.count += 1
      pad = nil
    }
  }

  private func close(at now: Tick) {
    let charge = meter.total(at: now)
    if isAwake {
      rows[reason, default: Row(reason: reason)].ticks += now - since
      rows[reason]?.charge += charge - chargeSince
    } else {
      asleep.ticks += now - since
      asleep.charge += charge - chargeSince
    }
    since = now
    chargeSince = charge
  }

  /// The interrupts that are pending and enabled, or else those that are requested; a pad for WAKEUP.
  private var presentReason: String {
    // Reading NVIC_ISER and NVIC_ISPR has no effect.
    let effective = band.chip.bus.read(0xE000_E100, width: 4) & band.chip.bus.read(0xE000_E200, width: 4)
    let awaited = requests.filter { effective >> UInt32($0.number) & 1 == 1 }
    let names = (awaited.isEmpty ? requests.filter { $0.line.level } : awaited).map { request in
      guard request.number == band.chip.padInterrupt, let pad else { return request.name }
      return "\(request.name) \(band.signal(ofLine: pad.name) ?? pad.name)"
    }
    return names.isEmpty ? "reset or an exception of the core" : names.joined(separator: " + ")
  }

  /// What was counted up to `now`.
  package func result(at now: Tick) -> Result {
    close(at: now)
    return Result(
      awake: rows.values.sorted { ($1.charge, $0.reason) < ($0.charge, $1.reason) }, asleep: asleep)
  }
}
