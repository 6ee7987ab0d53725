import Link
import Machine

/// In which pieces a machine runs, and when the host sleeps instead.
///
/// Nothing turns while nothing happens. At a pace of its own the machine runs to where the host's clock is, and the host
/// sleeps until the machine has something to do or something comes from outside; at full speed the pieces are as long as
/// lets a client that attaches be noticed. How a run is cut changes nothing in it.
final class RunPace {
  /// Virtual time of a piece while a host tool is there.
  private static let attendedPiece: Tick = .milliseconds(1)
  /// Host time by which what happens without a host tool may be late, so that much of it is done at one waking.
  private static let unattendedSlack: Duration = .milliseconds(50)

  private let machine: PacedMachine
  /// Whether a host tool is there.
  private let isAttended: () -> Bool
  private let wakeup: Link.Wakeup
  private let wanted: Speed
  private let isFreeRunning: Bool
  private let pause: PauseFlag
  /// Decides, where there is one.
  private let controller: (any RunController)?
  private var pacer: Pacer
  /// Pauses that are over.
  private var pauses = 0
  private var piece = SliceLength()

  /// `isAttended` says whether a host tool is there, for whom `speed` is held to real time unless `isFreeRunning`.
  init(
    _ machine: PacedMachine, speed: Speed, isFreeRunning: Bool, wakeup: Link.Wakeup, pause: PauseFlag,
    controller: (any RunController)? = nil, isAttended: @escaping () -> Bool
  ) {
    self.pause = pause
    self.controller = controller
    self.machine = machine
    self.isAttended = isAttended
    self.wakeup = wakeup
    wanted = speed
    self.isFreeRunning = isFreeRunning
    pacer = Pacer(speed: wanted, at: machine.now())
  }

  /// The present speed. `max` is held to real time while a client is attached: its pause of 5 ms would be minutes to the
  /// firmware.
  var speed: Speed {
    if isAlone { return controller?.speed ?? .max }
    let wanted = controller?.speed ?? wanted
    return wanted == .max && !isFreeRunning && isAttended() ? .times(1) : wanted
  }

  private var slack: Duration { isAttended() ? .zero : Self.unattendedSlack }

  private var isAlone: Bool { controller?.isRunningAlone == true }

  /// The run begins now.
  func begin() { pacer = Pacer(speed: speed, at: machine.now()) }

  /// Sleeps until something is to be done, at `planned` at the latest, or comes from outside; not where the host's clock
  /// is there already.
  func rest(until planned: Tick) {
    standStill()
    // New processes on the air find it where the host's clock is, and not where it was when it went to sleep.
    machine.others?.serve(opens: true)
    pacer.set(speed, at: machine.now())
    let work = machine.nextActivity()
    let planned = min(planned, othersWish)
    guard let due = pacer.instant(of: work), let end = pacer.instant(of: planned) else {
      // Where nothing will ever happen by itself, time stands still.
      if min(work, planned) == .max { wait() }
      return
    }
    let instant = min(due + slack, end)
    if instant > .now { wait(until: instant) }
    standStill()
  }

  /// Up to when another process waits for this one.
  private var othersWish: Tick { machine.others?.wanted ?? .max }

  private func wait(until deadline: ContinuousClock.Instant? = nil) {
    guard let others = machine.others else {
      wakeup.wait(until: deadline)
      return
    }
    others.wait(until: deadline)
    others.serve(opens: false)
  }

  /// Waits for the end of a pause. The time that it took has not passed for the machine.
  private func standStill() {
    while pause.isSet { wakeup.wait() }
    guard pause.past != pauses else { return }
    pauses = pause.past
    begin()
  }

  /// Runs the machine a piece further, to `planned` at most: as far as the host's clock is, and where there is something
  /// to do within `Pacer.lead`, that far.
  func advance(to planned: Tick) {
    let isAttached = isAttended() && !isAlone
    let work = machine.nextActivity()
    // Where nothing happens by itself, others may still want it to go on.
    let planned = min(work, planned) == .max ? othersWish : planned
    let (present, limit) = pacer.goal(work: work, slack: slack)
    let end = work.adding(isAttached ? Self.attendedPiece : piece.ticks)
    // Who goes on for the sake of others goes as far as they want: by its own clock it would be ahead of them, and want them to
    // follow, for ever.
    let goal = min(work > limit ? min(present, othersWish) : limit, planned, end)
    guard goal > machine.now(), goal < .max else { return }
    let begun = ContinuousClock.now
    machine.run(goal)
    if !isAttached { piece.note(.now - begun) }
  }
}
