import CortexM0
import Machine

/// A machine as `AirLoop` runs it.
public struct AirMachine {
  let now: () -> Tick
  let nextActivity: () -> Tick
  let run: (Tick) -> Void
  let endRun: () -> Void
  let nextSignal: (Tick) -> Tick

  /// A chip with its radio; both have to live as long as the loop is used.
  public init(_ chip: any Chip, radio: RADIO?) {
    self.init(
      now: { [unowned chip] in chip.emulation.now }, nextActivity: { [unowned chip] in chip.nextActivity },
      run: { [unowned chip] in chip.run(until: $0) }, endRun: { [unowned chip] in chip.endRun() },
      nextSignal: { [unowned radio] in radio?.nextSignal(from: $0) ?? .max })
  }

  /// Another machine: its present; when something will happen in it next, not before the present; running it to a time, or
  /// past it by the rest of an instruction; ending the present run; and when its radio may change what is on the air, where
  /// nothing happens in it before a time.
  public init(
    now: @escaping () -> Tick, nextActivity: @escaping () -> Tick, run: @escaping (Tick) -> Void,
    endRun: @escaping () -> Void, nextSignal: @escaping (Tick) -> Tick
  ) {
    self.nextSignal = nextSignal
    self.now = now
    self.nextActivity = nextActivity
    self.run = run
    self.endRun = endRun
  }
}
