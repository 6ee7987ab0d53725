/// A block with registers. `RegisterBank` applies the access rules; the block adds what an access does.
public protocol Peripheral: AnyObject {
  /// The block's registers.
  var bank: RegisterBank { get }

  /// The register's present value, without any effect: what software would read, and what a debugger shows. The default
  /// is the stored value.
  func registerValue(_ offset: UInt32) -> UInt32

  /// Software read the register, one of whose fields declares what that does (`Field.onRead`); called after the value was
  /// taken, or before it where the read fetches it. `width` is that of the access in bytes, clamped to the register's.
  /// What `clear` and `set` say of stored bits is done already. The default does nothing.
  func registerRead(_ offset: UInt32, width: Int)

  /// Software wrote the register, and its read-write bits are already stored, as their `Field.onWrite` says. `value`
  /// holds all bits that software can write, with write-only ones; `old` is the stored value before. Of a view, it is told
  /// of the register that has the value, with what that now holds. The default does nothing.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int)

  /// `BusTarget.hashSteadyState` of the register at `offset`. The default is `false`.
  func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool

  /// `BusTarget.roundCount`. The default is 0.
  var roundCount: Int { get set }
}

extension Peripheral {
  /// The stored value.
  public func registerValue(_ offset: UInt32) -> UInt32 { bank[offset] }

  /// No effect.
  public func registerRead(_ offset: UInt32, width: Int) {}

  /// Not known.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool { false }

  /// None.
  public var roundCount: Int {
    get { 0 }
    set {}
  }

  /// No effect.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {}
}
