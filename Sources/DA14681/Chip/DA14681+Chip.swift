import CortexM0
import Machine

/// What every chip around a Cortex-M0 has.
extension DA14681: Chip {
  /// The core's name in the ledger.
  public var coreComponent: String { Self.coreComponent }

  /// `TIMER1`.
  public func interruptName(_ number: Int) -> String? { Interrupt(rawValue: number).map { "\($0)".uppercased() } }

  /// That of the wake-up controller.
  public var padInterrupt: Int { Interrupt.wakeup.rawValue }

  /// A pad, `P0_0` to `P4_7`.
  public func pad(named name: String) -> Line? {
    Pin.all.first { $0.description == name }.map { pads[$0] }
  }

  /// The drift of XTAL16M and XTAL32K.
  public func setCrystalDrift(fast: Int64, slow: Int64) {
    crystalDrift = CrystalDrift(xtal16M: fast, xtal32K: slow)
  }
}
