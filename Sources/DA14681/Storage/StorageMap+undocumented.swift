import Machine

extension StorageMap {
  /// Addresses that firmware for this chip touches and the register list lacks: the radio's analogue front end, its PLL
  /// and demodulator, and the ROM patch unit. Every halfword (word, for PATCH) keeps what is written. The radio's control unit
  /// is one of them and does a little more: `RadioControl`.
  static let undocumented: [Block] = [
    window("RFCU_POWER", at: 0x5000_2200, size: 0x200),
    window("PLLDIG", at: 0x5000_2D00, size: 0x100), window("DEM", at: 0x5000_2E00, size: 0x100),
    window("RFPT", at: 0x5000_3600, size: 0x100), window("PATCH", at: 0x4005_0000, size: 0x100, bits: 32),
  ]

  static func window(_ name: String, at base: UInt32, size: UInt32, bits: Int = 16) -> Block {
    let step = UInt32(bits / 8)
    let registers = (0..<size / step).map { index in
      Register(
        "\(name)_\(String(index * step, radix: 16, uppercase: true))", at: index * step, bits: bits,
        coverage: .storage, [Field("VALUE", bits - 1, 0)])
    }
    return Block(name: name, base: base, size: size, domain: .system, registers: registers)
  }
}
