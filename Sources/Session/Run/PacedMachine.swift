import CortexM0
import Machine

/// What a `RunPace` runs: a machine, or several that share an air.
struct PacedMachine {
  /// Its present.
  let now: () -> Tick
  /// When something will happen in it next; now while it executes.
  let nextActivity: () -> Tick
  /// Runs it to a time, or less far.
  let run: (Tick) -> Void

  /// What such functions make one.
  init(now: @escaping () -> Tick, nextActivity: @escaping () -> Tick, run: @escaping (Tick) -> Void) {
    self.now = now
    self.nextActivity = nextActivity
    self.run = run
  }

  /// A chip, run by `run` where somebody controls it.
  init(_ chip: any Chip, run: ((Tick) -> Void)?) {
    self.init(
      now: { [unowned chip] in chip.emulation.now }, nextActivity: { [unowned chip] in chip.nextActivity },
      run: run ?? { [unowned chip] in chip.run(until: $0) })
  }
}
