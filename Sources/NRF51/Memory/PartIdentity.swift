import Blocks
import CortexM0
import Machine

/// The words of the part's ROM table by which start-up code finds the revision of the chip: code 7, revision 3, which needs
/// none of the workarounds of older ones.
///
/// Source: zephyrproject-rtos/hal_nordic `nrfx/bsp/stable/mdk/nrf51/nrf51_erratas.h` and `system_nrf51.c`.
final class PartIdentity: Block {
  static let block = RegisterBlock(
    "ROMTABLE", at: 0xF000_0000, size: 0x1000, "identity of the part",
    [
      ("PID4", 0xFD0, 0), ("PID0", 0xFE0, 1), ("PID1", 0xFE4, 0), ("PID2", 0xFE8, 0x70), ("PID3", 0xFEC, 0),
    ].map { name, offset, value in
      Register(name, at: offset, bits: 32, reset: value, [.readOnly("VALUE", 7, 0)])
    })

  let bank: RegisterBank

  init(_ fabric: NRF51Fabric) {
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self, survives: Set(ResetKind.allCases))
  }

  func reset() {}

  func saveState() -> NamedValues<UInt32> { bank.named }

  func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
