/// What generated code is made of.
package enum InstructionSet: Sendable {
  case x86
  case arm64

  /// That of this host; `nil` where the translator does not know it.
  static var host: InstructionSet? {
    #if arch(x86_64) && os(Linux)
      .x86
    #elseif arch(arm64) && os(Linux)
      .arm64
    #else
      nil
    #endif
  }

  /// The flags of APSR in the form that generated code has them in (`TranslationContext.flags`).
  @inline(__always)
  func flags(_ status: UInt32) -> UInt32 {
    switch self {
    // As LAHF has them, with an inverted carry: N, Z in bits 15 and 14, not C in bit 8; V in bit 0.
    case .x86: (status >> 31) << 15 | (status >> 30 & 1) << 14 | (~status >> 29 & 1) << 8 | status >> 28 & 1
    // NZCV is at the same place.
    case .arm64: status & 0xF000_0000
    }
  }

  /// The flags of APSR of what generated code leaves.
  @inline(__always)
  func status(_ flags: UInt32) -> UInt32 {
    switch self {
    case .x86: (flags >> 15 & 1) << 31 | (flags >> 14 & 1) << 30 | (~flags >> 8 & 1) << 29 | (flags & 1) << 28
    case .arm64: flags & 0xF000_0000
    }
  }
}
