import Machine

/// The loop by which time passes in a machine: the CPU runs to the next alarm, and while it does not execute, time goes from
/// alarm to alarm. How a run is cut into calls changes nothing.
public final class ExecutionLoop {
  private unowned let emulation: Emulation
  private let scheduler: Scheduler
  private let cpu: CPU
  private var isEnding = false

  /// The loop of a machine and its processor.
  public init(_ emulation: Emulation, _ cpu: CPU) {
    self.emulation = emulation
    self.cpu = cpu
    scheduler = emulation.scheduler
  }

  /// Runs the machine to `limit`, or past it by the rest of one instruction, the CPU while `isExecuting` says so; `cpuReturned`
  /// is called whenever it has run.
  public func run(until limit: Tick, isExecuting: () -> Bool, cpuReturned: () -> Void = {}) {
    emulation.requireOwnThread()
    isEnding = false
    // Once, and not in every round: whoever calls keeps them.
    let (scheduler, cpu) = (scheduler, cpu)
    scheduler.fireDue()
    while scheduler.now < limit, !isEnding {
      if isExecuting() {
        cpu.run(until: limit)
        cpuReturned()
      } else {
        scheduler.advance(to: min(limit, scheduler.nextDeadline))
      }
      scheduler.fireDue()
    }
  }

  /// When something will happen next: now while the CPU executes, else at the next alarm.
  public func nextActivity(isExecuting: Bool) -> Tick {
    isExecuting ? scheduler.now : max(scheduler.now, scheduler.nextDeadline)
  }

  /// Ends the present `run` at the next alarm; the chip sets one where it is to end after this instruction.
  public func end() { isEnding = true }
}
