import Blocks
import Machine

/// A block's signal, led to the pad that its PSEL register names, or to none.
///
/// While an output is connected the pad is its own, whatever GPIO's registers say of direction and level (chosen: drivers set
/// both alike). Where two outputs name one pad the later one has it.
public final class PadConnection {
  /// For snapshots, such as `UART0.TXD`.
  public let name: String
  /// Whether the block drives it.
  public let isOutput: Bool
  /// The pad's number; `nil` where it is led nowhere.
  public internal(set) var pin: Int?
  /// What an output drives; `nil` is high impedance.
  public internal(set) var level: Bool?
  private unowned(unsafe) let pads: NRF51Pads
  var observer: ((Bool) -> Void)?
  /// Whether the pad of an input with an observer is the block's, not GPIO's.
  private(set) var takesPad = true

  init(_ name: String, isOutput: Bool, _ pads: NRF51Pads) {
    self.name = name
    self.isOutput = isOutput
    self.pads = pads
  }

  /// Leads it to the pad of a PSEL register's value: 0 ... 31; all others are none. An output keeps the level that it
  /// drives.
  public func connect(_ select: UInt32) { pads.connect(self, to: select < 32 ? Int(select) : nil) }

  /// Leads it nowhere: the block is disabled. The pad is GPIO's again.
  public func disconnect() { pads.connect(self, to: nil) }

  /// Drives an output, now or as soon as it is connected; `nil` is high impedance.
  public func drive(_ next: Bool?) {
    guard next != level else { return }
    level = next
    if let pin { pads.apply(pin) }
  }

  /// The pad's line; `nil` where it is led nowhere.
  public var line: Line? { pin.map { pads[$0] } }

  /// The level at the pad; `false` where it is led nowhere.
  public var input: Bool { line?.level ?? false }

  /// The serial line that the board has wired to the pad.
  public var serialPad: SerialPad? { pin.flatMap { pads.serialPad($0) } }

  /// Calls `action` after every change of the level of the pad that it is led to. One action. With `takesPad` false the block only
  /// listens, and the pad stays GPIO's.
  public func onLevel(takesPad: Bool = true, _ action: @escaping (Bool) -> Void) {
    observer = action
    self.takesPad = takesPad
    pads.updateListeners()
  }
}
