import CortexM0
import Machine

/// How time passes.
extension DA14681 {
  /// Powers the chip on and boots from `source`; nothing executes before `run`. Without a supply it stays off, of which
  /// `onMode` and who watches the mode are told.
  public func start(_ source: BootSource = .flash) {
    bootSource = source
    hasStarted = true
    if net.isPowered { perform(.powerOn) } else { tell(mode) }
  }

  /// Runs the machine to `limit`, or past it by the rest of one instruction: the CPU to the next alarm, and from alarm
  /// to alarm while it does not execute. How a run is cut into calls changes nothing.
  public func run(until limit: Tick) {
    loop.run(until: limit, isExecuting: { isExecuting })
  }

  /// When something will happen next: now while the CPU executes, else at the next alarm.
  public var nextActivity: Tick { loop.nextActivity(isExecuting: isExecuting) }

  /// Ends the present `run` after this instruction, for those who are called back from it.
  public func endRun() {
    loop.end()
    attention.set(at: scheduler.now)
  }

  /// Whether the CPU has a clock and something to do. In extended sleep an interrupt may have woken the CPU already
  /// while its domain is still off.
  var isExecuting: Bool { mode == .run && cpu.condition == .running && fabric.clocks.hclk != nil }
}
