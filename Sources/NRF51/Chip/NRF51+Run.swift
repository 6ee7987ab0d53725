import CortexM0
import Machine

/// How time passes.
extension NRF51 {
  /// Powers the chip on and starts the program; nothing executes before `run`. Without a supply it stays off, of which who
  /// watches the mode is told.
  public func start(_ next: Boot = .flash) {
    boot = next
    hasStarted = true
    guard net.isPowered else { return tellMode() }
    if power.isBrownOut {
      hold()
      tellMode()
    } else {
      perform(.powerOn, .none)
    }
  }

  /// Runs the machine to `limit`, or past it by the rest of one instruction: the CPU to the next alarm, and from alarm
  /// to alarm while it does not execute. How a run is cut into calls changes nothing.
  public func run(until limit: Tick) {
    loop.run(until: limit, isExecuting: { isExecuting }) {
      if cpu.condition == .lockedUp { lockUp() }
    }
  }

  /// When something will happen next: now while the CPU executes, else at the next alarm.
  public var nextActivity: Tick { loop.nextActivity(isExecuting: isExecuting) }

  /// Ends the present `run` after this instruction, for those who are called back from it.
  public func endRun() {
    loop.end()
    attention.set(at: scheduler.now)
  }

  /// Whether the CPU has something to do. After a sleep without the 16 MHz clock an interrupt has woken it before it has that
  /// again; while it writes to the flash that it runs from it stands still.
  var isExecuting: Bool { mode == .run && cpu.condition == .running && !nvmc.haltsCPU }
}
