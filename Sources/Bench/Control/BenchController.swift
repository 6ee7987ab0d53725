import CortexM0
import Link
import Machine
import Session

/// Lets clients of the page's port see a run, change it, and say how its time goes. What requests mean is in extensions.
///
/// Nothing of it is part of the machine's state, and nothing in the machine depends on it: a run that is watched is the run that
/// it would have been.
final class BenchController: RunController {
  let run: ControlledRun
  let options: PagePort.Options
  let ports: PortTable
  let timeline: Timeline
  let marks = MarkTable()
  let console: ConsoleLog
  let smp: SMPLog
  let transfers: TransferLog
  /// The report that this run is compared with.
  var before: PowerFacts?
  /// Made when somebody asks for it first.
  var current: CurrentRecorder?
  /// Charge by function, where somebody has asked for it.
  var functions: FunctionWatch?
  /// The machine stands still but for a goal.
  var isHeld: Bool
  /// What was asked for of a free run; `nil` as the options say.
  var freeSpeed: Speed?
  var goal: RunGoal?
  /// Pages that are open.
  var viewers = 0
  /// Whether anybody has ever asked for something.
  private var isUsed: Bool
  private let desk: Desk
  private var watching: [Subscription] = []

  init(_ run: ControlledRun, options: PagePort.Options, desk: Desk, ports: PortTable) {
    self.run = run
    self.options = options
    self.desk = desk
    self.ports = ports
    timeline = Timeline(run, limit: options.historyLimit)
    isHeld = options.isHeld
    isUsed = options.isHeld
    console = ConsoleLog()
    smp = SMPLog(run.band)
    transfers = TransferLog(run.band)
    let cable = run.band.cable
    watching = [
      cable.bandToHost.watchSent { [unowned self] in sent($0) },
      cable.hostToBand.watchSent { [unowned self] in if !timeline.isRepeating { smp.asked($0) } },
      run.band.chip.watchMode { [unowned self] mode in if mode == .run { woken() } },
    ]
  }

  var now: Tick { run.band.emulation.now }

  // MARK: The run

  var isHolding: Bool { isHeld && goal == nil }

  var isAttended: Bool { isHeld || viewers > 0 }

  var isRunningAlone: Bool { isHeld }

  var isBeginning: Bool { isHeld && goal?.begin == now }

  var speed: Speed? { isHeld ? goal?.speed : freeSpeed }

  var next: Tick? { goal?.next }

  func run(until limit: Tick) {
    run.band.chip.run(until: min(limit, goal?.next ?? .max))
    if isUsed { timeline.keepIfDue() }
    goal?.look(at: now, activity: run.band.chip.nextActivity)
  }

  func note(_ event: OutsideEvent) { timeline.note(event) }

  func look() {
    // Only now has the band's output been given to its clients.
    if let goal, goal.isMet || now >= goal.limit { finish(goal, isMet: goal.isMet) }
    for call in desk.take() {
      isUsed = true
      if let reply = answer(call) { call.answer(reply) }
    }
  }

  func finish(status: Int32) {
    if let goal { finish(goal, isMet: false, reason: "ended") }
    desk.close()
  }

  /// A run that somebody asked for is over.
  func finish(_ goal: RunGoal, isMet: Bool, reason: String? = nil) {
    self.goal = nil
    timeline.keepIfDue()
    var isMet = isMet
    var reason = reason
    if reason == nil, case .time = goal.end { (isMet, reason) = (true, "for") }
    var fields: [(String, JSON)] = [
      ("met", .bool(isMet)), ("reason", .text(reason ?? (isMet ? "until" : "within"))),
    ]
    if !goal.found.isEmpty { fields.append(("found", .text(goal.found))) }
    fields.append(("time", time))
    goal.call.answer(APIReply(.object(fields)))
  }

  // MARK: What the machine tells

  private func sent(_ byte: UInt8) {
    guard !timeline.isRepeating else { return }
    console.sent(byte)
    let isAnswer = smp.answered(byte)
    guard let goal else { return }
    switch goal.end {
    case .answer where isAnswer: meet(goal)
    case .console(let text) where console.ends(with: text): meet(goal)
    default: break
    }
  }

  private func woken() {
    guard let goal, !timeline.isRepeating, case .wakeup = goal.end else { return }
    meet(goal)
  }

  /// What a run goes on until has happened: the machine stops at the end of the present instruction.
  private func meet(_ goal: RunGoal) {
    goal.isMet = true
    run.band.chip.endRun()
  }
}
