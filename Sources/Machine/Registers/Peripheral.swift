/// A block with registers. `RegisterBank` applies the access rules; the block adds what an access does.
public protocol Peripheral: AnyObject {
  /// The block's registers.
  var bank: RegisterBank { get }

  /// The register's present value when software reads it; effects of reading happen here. `width` is that of the access
  /// in bytes, held to the register's. The default is the stored value.
  func readRegister(_ offset: UInt32, width: Int) -> UInt32

  /// Software wrote the register, and its read-write bits are already stored. `value` holds all bits that software can
  /// write, with write-only ones; `old` is the stored value before. The default does nothing.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int)

  /// `BusTarget.hashSteadyState` of the register at `offset`. The default is `false`.
  func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool

  /// `BusTarget.roundCount`. The default is 0.
  var roundCount: Int { get set }
}

extension Peripheral {
  /// The stored value.
  public func readRegister(_ offset: UInt32, width: Int) -> UInt32 { bank[offset] }

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
