import Boards
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
  /// The other processes on its air, where there are some.
  let others: PacedAir?

  /// What such functions make one.
  init(
    now: @escaping () -> Tick, nextActivity: @escaping () -> Tick, run: @escaping (Tick) -> Void,
    others: PacedAir? = nil
  ) {
    self.now = now
    self.nextActivity = nextActivity
    self.run = run
    self.others = others
  }

  /// Boards on an air, and who else is on it.
  init(_ air: SharedAir, others: PacedAir?) {
    self.init(
      now: { [air] in air.now }, nextActivity: { [air] in max(air.nextActivity, air.now) },
      run: { [air] in air.run(until: $0) }, others: others)
  }

  /// A chip, run by `run` where somebody controls it.
  init(_ chip: any Chip, run: ((Tick) -> Void)?) {
    self.init(
      now: { [unowned chip] in chip.emulation.now }, nextActivity: { [unowned chip] in chip.nextActivity },
      run: run ?? { [unowned chip] in chip.run(until: $0) })
  }
}
