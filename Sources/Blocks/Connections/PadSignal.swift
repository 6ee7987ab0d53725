import Machine

/// A block's input or output, which the chip leads to a pad, or to none.
public final class PadSignal {
  /// The line of the pad that it is led to; of the first one, where several have the signal.
  public private(set) var line: Line?
  /// The serial line that the board has wired to that pad.
  public private(set) var serialPad: SerialPad?
  private let output: (Bool?) -> Void
  private let releasedLevel: Bool?
  private let pads: [Line]
  private var routingObservers: [() -> Void] = []
  private var levelObservers: [() -> Void] = []
  private var isTold = true

  /// A signal that is led nowhere. `pads` are those that it can be led to, `drive` sets the level of all that have it
  /// (`nil` drives none), and `releasedLevel` is that of an output which its block does not drive.
  public init(pads: [Line], releasedLevel: Bool? = nil, drive: @escaping (Bool?) -> Void) {
    self.pads = pads
    self.releasedLevel = releasedLevel
    output = drive
  }

  /// A signal without pads.
  public convenience init() { self.init(pads: []) { _ in } }

  // MARK: For blocks

  /// Whether a pad has it.
  public var isRouted: Bool { line != nil }

  /// The level at its pad; `false` where no pad has it.
  public var level: Bool { line?.level ?? false }

  /// Drives it.
  public func drive(_ level: Bool) { output(level) }

  /// Gives it the level that it has while its block does not drive it.
  public func release() { output(releasedLevel) }

  /// Calls `action` after it was led to another pad, or to none.
  public func onRouting(_ action: @escaping () -> Void) { routingObservers.append(action) }

  /// Calls `action` after every change of its pad's level.
  public func onLevel(_ action: @escaping () -> Void) {
    if levelObservers.isEmpty {
      for pad in pads {
        // Not counted, as every change of every pad comes here: the chip keeps its pads and signals.
        pad.observe { [unowned(unsafe) self, unowned(unsafe) pad] _ in
          if line === pad { for observer in levelObservers { observer() } }
        }
      }
    }
    levelObservers.append(action)
  }

  // MARK: For the chip

  /// Leads it to a pad. The block is not told before `tellRouting`, so that all signals of a chip are led at once.
  public func route(to line: Line?, serialPad: SerialPad?) {
    guard line !== self.line || serialPad !== self.serialPad else { return }
    self.line = line
    self.serialPad = serialPad
    isTold = false
  }

  /// Tells the block where it is led elsewhere now.
  public func tellRouting() {
    guard !isTold else { return }
    isTold = true
    for observer in routingObservers { observer() }
  }

  /// When the chip takes over a saved state: nobody is told, as the block takes over its own.
  public func skipRouting() { isTold = true }
}
