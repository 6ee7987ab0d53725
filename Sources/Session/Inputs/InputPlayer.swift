import Boards
import CortexM0
import Machine
import World

/// Plays what comes from outside at its time: the wearer's day, the lines of an event file, and what a person does now.
final class InputPlayer: Snapshotting {
  /// How far the plans have been played.
  package struct State: Codable {
    /// Events of the file that have happened.
    var played = 0
    /// The day whose plan is in force, and how much of it has happened.
    package var day: UInt64 = 0
    package var done = 0
    /// What the plan last began; an activity from outside the plan hides it.
    var planned: Activity
    package var inserted: Activity?
    var isRaised = false
    package var release: Tick?
    package var lower: Tick?
    /// The host tool that sends notifications, where it has done anything.
    package var hostTool: HostTool.State?
  }

  // The machine keeps its blocks, of which this is one.
  private unowned let emulation: Emulation
  private unowned let band: any Board
  private let heart: HeartGenerator
  private let wearer: Wearer
  private let gait: GaitGenerator?
  private let events: [TimedInput]
  private var leads: [String: LineDriver] = [:]
  private var plan: [(time: Tick, action: Wearer.Action)]
  private var state: State
  private var next: Alarm!
  private var release: Alarm!
  private var lower: Alarm!
  /// What sends requests over the cable.
  var hostTool: HostTool?

  /// `gait` is `nil` where a recording moves the band: walks of the plan then have no effect, touches do. `isResumed` says
  /// that a snapshot will be taken over, in which any pad may be driven.
  init(
    _ emulation: Emulation, band: any Board, heart: HeartGenerator, wearer: Wearer, gait: GaitGenerator?,
    events: [TimedInput], isResumed: Bool
  ) {
    self.emulation = emulation
    self.band = band
    self.heart = heart
    self.wearer = wearer
    self.gait = gait
    self.events = events
    plan = wearer.plan(day: 0)
    state = State(planned: wearer.first)
    next = emulation.alarm("input.next") { [unowned self] _ in play() }
    release = emulation.alarm("input.release") { [unowned band] _ in band.key?.isTouched = false }
    let pins = events.compactMap { if case .pin(let pin, _) = $0.event { pin } else { nil } }
    for pin in isResumed ? emulation.lines.map(\.name) : pins where leads[pin] == nil {
      leads[pin] = band.chip.pad(named: pin)?.driver("input", optional: true)
    }
    lower = emulation.alarm("input.lower") { [unowned self] _ in raise(false) }
    emulation.register("input", self)
    setAlarm()
  }

  /// Something happens now.
  func apply(_ event: InputEvent) {
    switch event {
    case .touch(let milliseconds):
      band.key?.isTouched = true
      release.set(at: emulation.now + .milliseconds(UInt64(milliseconds)))
    case .charger(let isIn): band.isChargerPluggedIn = isIn
    case .mains(let isUp): band.hasMains = isUp
    case .cable(let isIn):
      band.cable.isAttached = isIn
      hostTool?.contactsWere(closed: isIn)
    case .temperature(let milliCelsius): band.ambient.milliCelsius = Int(milliCelsius)
    case .heartRate(let rate): heart.override = rate == 0 ? nil : Int(rate)
    case .pin(let pin, let level): drive(pin, level)
    case .walk(let cadence): insert(cadence > 0 ? .walk(cadence: Int(cadence)) : nil)
    case .activity(let activity): insert(activity)
    case .raise(let milliseconds):
      raise(true)
      lower.set(at: emulation.now + .milliseconds(UInt64(milliseconds)))
    case .gesture(let milliseconds):
      gait?.gesture(at: emulation.now, for: .milliseconds(UInt64(milliseconds)))
    case .notification(let text): hostTool?.send(.notify(text))
    case .ship: hostTool?.send(.ship)
    case .supply(let supply): band.power.setSupply(supply)
    case .harvest(let source): band.power.setHarvest(source)
    case .reset: band.chip.resetHardware()
    case .noSkin: heart.override = 0
    }
  }

  /// A lead is attached to a pad when it is driven first.
  private func drive(_ pin: String, _ level: Bool?) {
    if leads[pin] == nil { leads[pin] = band.chip.pad(named: pin)?.driver("input", optional: true) }
    leads[pin]?.value = level
  }

  private func insert(_ activity: Activity?) {
    state.inserted = activity
    move()
  }

  private func raise(_ isRaised: Bool) {
    state.isRaised = isRaised
    gait?.begin(isRaised ? .raise : activity, at: emulation.now)
  }

  private func move() {
    if !state.isRaised { gait?.begin(activity, at: emulation.now) }
  }

  /// Steps a minute of a walk that came from outside the plan; 0 for none.
  var insertedCadence: Int { if case .walk(let cadence, _) = state.inserted { cadence } else { 0 } }

  /// What the wearer does now.
  var activity: Activity { state.inserted ?? state.planned }

  private func play() {
    while let event = events.dropFirst(state.played).first, event.time <= emulation.now {
      state.played += 1
      apply(event.event)
    }
    while state.done < plan.count, plan[state.done].time <= emulation.now {
      state.done += 1
      perform(plan[state.done - 1].action)
    }
    if state.done == plan.count, emulation.now >= (state.day + 1) * Wearer.day {
      state.day += 1
      state.done = 0
      plan = wearer.plan(day: state.day)
      return play()
    }
    setAlarm()
  }

  private func perform(_ action: Wearer.Action) {
    switch action {
    case .touch: apply(.touch(milliseconds: Wearer.touchMilliseconds))
    case .begin(let activity):
      state.planned = activity
      if state.inserted == nil { move() }
    }
  }

  /// With an empty plan, days need no alarm.
  private func setAlarm() {
    let event = events.dropFirst(state.played).first?.time
    let step = state.done < plan.count ? plan[state.done].time : (plan.isEmpty ? nil : (state.day + 1) * Wearer.day)
    next.set(at: [event, step].compactMap(\.self).min())
  }

  /// How far the plans have been played.
  func saveState() -> State {
    var saved = state
    saved.release = release.deadline
    saved.lower = lower.deadline
    saved.hostTool = hostTool?.saveState()
    return saved
  }

  /// Goes on from there.
  func restoreState(_ saved: State) {
    if saved.day != state.day { plan = wearer.plan(day: saved.day) }
    state = saved
    release.set(at: saved.release)
    lower.set(at: saved.lower)
    hostTool?.restoreState(saved.hostTool)
    setAlarm()
  }
}
