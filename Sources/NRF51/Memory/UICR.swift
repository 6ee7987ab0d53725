import Blocks
import CortexM0
import Machine

/// What a programmer or the firmware wrote beside the flash: words that NVMC programs and erases like flash, and that every
/// reset keeps.
///
/// Source: the vendor's public register list.
public final class UICR: Block {
  /// The registers.
  public let bank: RegisterBank
  /// NVMC's door: a word at an offset is to be programmed; `false` where it may not be.
  var onWrite: ((Int, Int, UInt32) -> Bool)?
  private unowned let fabric: NRF51Fabric

  /// The block of a fabric, erased.
  init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self, survives: Set(ResetKind.allCases))
  }

  /// Nothing changes.
  public func reset() {}

  /// Erases all words.
  func erase() { bank.reset() }

  /// Clears the bits of a word that are 0 in `value`.
  func clear(_ offset: Int, _ value: UInt32) { bank[UInt32(truncatingIfNeeded: offset)] &= value }

  /// Puts words where a programmer's file has them, by offset, whatever was there. Those of no register are left out.
  public func program(_ bytes: [UInt8], at offset: Int) {
    for (index, byte) in bytes.enumerated() where offset &+ index >= 0 {
      let place = UInt32(truncatingIfNeeded: (offset &+ index) & ~3)
      let shift = UInt32((offset &+ index) & 3) * 8
      bank[place] = bank[place] & ~(0xFF << shift) | UInt32(byte) << shift
    }
  }

  /// Where code region 0 ends; 0 where there is none.
  var regionEnd: Int { bank[Self.regionLength] == .max ? 0 : Int(bank[Self.regionLength]) }

  /// A write is NVMC's business; one that it refuses faults.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    bank[offset] = old
    if onWrite?(Int(offset), width, value) != true { fabric.bus.faulted = true }
  }

  /// Programming and erasing change them, which are alarms.
  public func hashSteadyState(_ offset: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    hasher.combine(bank[offset])
    return !isWrite
  }

  /// The registers' values.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
