import Machine

extension StorageMap {
  /// Addresses that firmware for this chip touches and the register list lacks: the radio's analogue front end, its PLL
  /// and demodulator, and the ROM patch unit. Every halfword (word, for PATCH) keeps what is written. The radio's control unit
  /// is one of them and does a little more: `RadioControl`.
  static let undocumented = [
    window("RFCU_POWER", at: 0x5000_2200, size: 0x200, "radio power"),
    window("PLLDIG", at: 0x5000_2D00, size: 0x100, "radio PLL"),
    window("DEM", at: 0x5000_2E00, size: 0x100, "radio demodulator"),
    window("RFPT", at: 0x5000_3600, size: 0x100, "radio test"),
    window("PATCH", at: 0x4005_0000, size: 0x100, "ROM patch unit", bits: 32),
  ]

  /// A block of registers without names, but for those in `known`.
  static func window(
    _ name: String, at base: UInt32, size: UInt32, _ description: String, bits: Int = 16, _ known: [Register] = []
  ) -> RegisterBlock {
    let offsets = stride(from: 0, to: size, by: bits / 8).filter { offset in !known.contains { $0.offset == offset } }
    let registers = offsets.map { offset in
      Register(
        "\(name)_\(String(offset, radix: 16, uppercase: true))", at: offset, bits: bits, coverage: .storage,
        [Field("VALUE", bits - 1, 0)])
    }
    return RegisterBlock(name, at: base, size: size, description, registers + known)
  }
}
