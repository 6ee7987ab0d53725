import CortexM0
import Machine

/// A machine as `AirLoop` runs it.
public struct AirMachine {
  let now: () -> Tick
  let nextActivity: () -> Tick
  let run: (Tick) -> Void
  let endRun: () -> Void

  /// A chip, which has to live as long as the loop is used.
  public init(_ chip: any Chip) {
    self.init(
      now: { [unowned chip] in chip.emulation.now }, nextActivity: { [unowned chip] in chip.nextActivity },
      run: { [unowned chip] in chip.run(until: $0) }, endRun: { [unowned chip] in chip.endRun() })
  }

  /// Another machine: its present; when something will happen in it next, not before the present; running it to a time, or
  /// past it by the rest of an instruction; and ending the present run.
  public init(
    now: @escaping () -> Tick, nextActivity: @escaping () -> Tick, run: @escaping (Tick) -> Void,
    endRun: @escaping () -> Void
  ) {
    self.now = now
    self.nextActivity = nextActivity
    self.run = run
    self.endRun = endRun
  }
}
