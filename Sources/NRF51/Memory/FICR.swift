import Blocks
import CortexM0
import Machine

/// What the factory wrote into each chip: its sizes, its identity and its random address.
///
/// Sources: the vendor's public register list; the hardware identifiers as OpenOCD's `src/flash/nor/nrf5.c` has them. What
/// is random in each chip comes from the machine's seed: the numbers of equal seeds are equal.
public final class FICR: Block {
  /// The registers.
  public let bank: RegisterBank

  /// The information of a variant with the fabric's seed.
  init(_ fabric: NRF51Fabric, _ variant: NRF51Variant) {
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self, survives: Set(ResetKind.allCases))
    bank[Self.pageSize] = UInt32(NVMC.pageSize)
    bank[Self.pages] = UInt32(variant.flashSize / NVMC.pageSize)
    bank[Self.ramBlockCount] = UInt32(variant.ramSize / 8_192)
    for register in Self.ramBlockSizes.prefix(variant.ramSize / 8_192) { bank[register] = 8_192 }
    bank[Self.configuration] = 0xFFFF_0000 | variant.hardwareIdentifier
    let noise = SeededNoise(seed: fabric.seed, stream: 0xF1C2)
    let random = Self.deviceIdentifier + Self.encryptionRoot + Self.identityRoot + Self.address
    for (index, register) in random.enumerated() {
      bank[register] = UInt32(truncatingIfNeeded: noise.bits(UInt64(index)))
    }
    // Random, of 48 bits; the two highest bits, which make it a static one, are firmware's to set.
    bank[Self.address[1]] |= 0xFFFF_0000
  }

  /// Nothing changes.
  public func reset() {}

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
