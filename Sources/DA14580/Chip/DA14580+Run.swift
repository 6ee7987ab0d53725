import CortexM0
import Machine

/// How time passes.
extension DA14580 {
  /// Powers the chip on and boots from `source`; nothing executes before `run`. Without a supply it stays off, of which who
  /// watches the mode is told.
  public func start(_ source: BootSource = .rom) {
    bootSource = source
    hasStarted = true
    if net.isPowered && !isSupplyLow { perform(.powerOn) } else { modes.tell(mode) }
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

  /// Whether the CPU has a clock and something to do, and not the boot ROM.
  var isExecuting: Bool {
    mode == .run && cpu.condition == .running && fabric.clocks.hclk != nil && !bootROM.isRunning
  }
}
