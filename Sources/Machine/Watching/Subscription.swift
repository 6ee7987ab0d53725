/// Somebody watches something, for as long as this is kept: letting go of it, or `end()`, ends the watching.
///
/// Everything that can be watched from outside gives one: lines, wires, power, instructions, control transfers, accesses by
/// address, operations of the flash, frames of a display, modes. Several may watch one thing; they are told in the order in
/// which they came. A watcher may end itself or another one, or add one, while it is being told: who has ended is told no
/// more, and who is added is told from the next event on. Watching changes nothing that the machine does.
/// Of a state that is taken over, those who watch control transfers are told, and nobody else.
///
/// It keeps neither what is watched nor the machine, and may outlive both. It belongs to the machine's thread.
///
/// What blocks of one machine tell each other is wiring and not watching: `Line.observe` and closures such as
/// `SerialWire.onReceive` or `CPU.onSleep`, set once by whoever puts the machine together.
public final class Subscription {
  private var ending: (() -> Void)?

  /// Watching that `ending` ends; it is called once.
  public init(_ ending: @escaping () -> Void) { self.ending = ending }

  deinit { end() }

  /// Ends it now. Does nothing where it has ended.
  public func end() {
    let ending = ending
    self.ending = nil
    ending?()
  }
}
