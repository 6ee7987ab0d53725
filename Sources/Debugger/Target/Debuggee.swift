import Boards
import CortexM0
import Machine
import Session

/// The machine under the debugger: where it is, how it goes on, and why it stopped. What a client's words mean is not known here.
///
/// Nothing of it is part of the machine's state, and nothing in the machine depends on it: a run that is looked at is the run
/// that it would have been. The parts of it are in extensions: how it is run, and how it goes back.
final class Debuggee {
  /// What stops are good for at present.
  enum Purpose: Equatable {
    /// They stop the machine.
    case stop
    /// They are noted where they are before this position, and the machine goes on.
    case collect(before: Position)
    /// They are nothing.
    case ignore
  }

  /// How it goes on.
  enum Motion: Equatable {
    case held
    case running
    /// By one instruction, or while the program counter is in a range; where a thread is given, of that.
    case stepping(from: Place, through: Range<UInt32>?, in: UInt32?)
    /// Until a thread runs, to step there; where a step has begun it goes on from there.
    case waiting(for: UInt32, from: Place?, through: Range<UInt32>?)

    /// Whether it goes on without looking at each instruction.
    var isFree: Bool {
      switch self {
      case .running, .waiting: true
      case .held, .stepping: false
      }
    }
  }

  let run: ControlledRun
  let history: History
  var counters = Counters()
  var motion = Motion.held
  var purpose = Purpose.stop
  /// Why it stopped last, and where.
  var lastStop = StopReason.start
  var stoppedAt = Position(count: 0, time: 0)
  /// What has asked for a stop since the machine was run last.
  var pending: StopReason?
  /// The latest stop that was collected.
  var collected: (reason: StopReason, position: Position)?
  /// Where it went on from: a breakpoint there has been seen.
  var resumed: Place?
  /// Events of the history that have happened.
  var eventsPlayed = 0
  /// How far the run has ever come. Before it the machine repeats what it has done.
  var frontier = Position(count: 0, time: 0)
  /// A repetition is to stop at faults, which take no time.
  var stopsAtFaults = false
  /// Whether somebody is there who is told of stops; otherwise there are none.
  var isAttended = false
  /// Whether faults stop the machine.
  var catchesFaults = true
  /// When the latest state was kept, by the host's clock.
  var kept = ContinuousClock.now
  /// Whether the client has asked for a stop meanwhile; asked while something takes long.
  var isInterrupted: () -> Bool = { false }
  let stops: StopSet
  let threads: ThreadTable
  /// Tells that the thread that is waited for is there.
  var arrival: Subscription?
  private var watching: [Subscription] = []

  init(_ run: ControlledRun, historyLimit: Int) {
    self.run = run
    history = History(limit: historyLimit)
    stops = StopSet(run.band)
    let (bus, cpu) = (run.band.chip.bus, run.band.chip.cpu)
    threads = ThreadTable(run.symbols, memory: KernelMemory { [unowned bus] in bus.peek($0, width: $1) }) {
      [unowned cpu] in cpu.currentException != 0 || cpu.control & 2 != 0
    }
    stops.onBreakpoint = { [unowned self] in reached($0) }
    stops.onAccess = { [unowned self] in accessed($0, $1) }
    stops.onEvent = { [unowned self] in happened($0) }
    let chip = run.band.chip
    watching = [
      chip.cpu.watchFaults { [unowned self] in faulted($0) },
      chip.watchMode { [unowned self] in modeChanged($0) },
      run.band.cable.bandToHost.watchSent { [unowned self] in sent($0) },
    ]
    run.host?.keepsAnswers = true
    frontier = position
    keep()
  }

  var chip: any Chip { run.band.chip }
  var cpu: CPU { run.band.chip.cpu }
  var now: Tick { run.band.emulation.now }

  /// Where the machine is.
  var position: Position { Position(count: count, time: now) }

  var place: Place {
    Place(
      count: count, programCounter: cpu.programCounter, exception: cpu.currentException,
      resets: chip.resets.values.reduce(0, +))
  }

  /// As `Position` counts.
  private var count: UInt64 { cpu.instructions &+ cpu.faults }

  /// Whether the processor has a clock and executes.
  var isExecuting: Bool { chip.mode == .run && cpu.condition == .running }

  /// Whether the machine repeats what it has done.
  var isInPast: Bool { position < frontier }

  // MARK: What the machine tells

  /// Whether stops are of use now.
  private var heedsStops: Bool { purpose != .ignore && isAttended }

  /// The instruction at a breakpoint is about to be executed.
  private func reached(_ breakpoint: Breakpoint) {
    guard heedsStops, place != resumed else { return }
    guard breakpoint.conditions.isEmpty || breakpoint.conditions.contains(where: { $0.isTrue(in: self) }) else {
      return
    }
    let reason = StopReason.breakpoint(address: breakpoint.address, isHardware: breakpoint.isHardware)
    if case .collect(let bound) = purpose {
      if position < bound { collected = (reason, position) }
      return
    }
    ask(for: reason)
    cpu.halt()
  }

  /// An instruction has accessed what is watched.
  private func accessed(_ watchpoint: Watchpoint, _ access: MemoryAccess) {
    if heedsStops { ask(for: .watchpoint(watchpoint.kind, address: access.address)) }
  }

  /// Something that a monitor command waits for.
  private func happened(_ text: String) {
    if heedsStops { ask(for: .event(text)) }
  }

  /// As POSIX numbers them: SIGILL and SIGTRAP; all others are SIGSEGV.
  private static let signals: [FaultCause: Int] = [.undefinedInstruction: 4, .notThumb: 4, .breakpoint: 5]

  private func faulted(_ fault: Fault) {
    let stops = heedsStops && catchesFaults
    guard stops || stopsAtFaults else { return }
    if stops {
      let signal = Debuggee.signals[fault.cause] ?? 11
      ask(for: .fault(signal: signal, text: run.explainFault() ?? fault.cause.rawValue))
    } else {
      chip.endRun()
    }
    cpu.halt()
  }

  private func modeChanged(_ mode: Mode) {
    if mode == .run { counters.wakeups &+= 1 }
    stops.modeChanged(mode, wakeups: counters.wakeups)
  }

  private func sent(_ byte: UInt8) {
    counters.sent.append(byte)
    if counters.sent.count > 2 * StopSet.longestText { counters.sent.removeFirst(StopSet.longestText) }
    stops.sent(counters.sent)
  }

  /// The first reason counts. The machine stops at the end of the present instruction.
  private func ask(for reason: StopReason) {
    if pending == nil { pending = reason }
    chip.endRun()
  }
}
