import Machine

/// The CPU's own registers, which the CPU answers itself; here they are only declared, for the register tables of chips.
///
/// Source: the ARMv6-M Architecture Reference Manual, with the names of the vendors' lists. CCR resets to 0x208 (B3.2.8:
/// STKALIGN and UNALIGN_TRP read as one).
public struct CoreRegisterMap: Sendable {
  private let lineNames: [String?]
  private let priorityNames: [String?]

  /// Those of a chip that gives each of the 32 interrupt lines a name, and one to its priority; `nil` where its list has none.
  public init(line: (Int) -> String?, priority: (Int) -> String?) {
    lineNames = (0..<32).map(line)
    priorityNames = (0..<32).map(priority)
  }

  /// NVIC, SCB and SysTick.
  public var blocks: [RegisterBlock] {
    let set = lines(.oneToSet)
    let clear = lines(.oneToClear)
    let iser = Register("ISER", at: 0x00, bits: 32, set)
    let ispr = Register("ISPR", at: 0x100, bits: 32, set)
    return [
      RegisterBlock(
        "NVIC", at: 0xE000_E100, size: 0x400, "nested vectored interrupt controller",
        [
          iser, .view("ICER", at: 0x80, of: iser, clear), ispr,
          .view("ICPR", at: 0x180, of: ispr, clear),
        ] + (0..<8).map(priorities)),
      RegisterBlock(
        "SCB", at: 0xE000_ED00, size: 0x40, "system control block",
        [
          Register(
            "CPUID", at: 0x00, bits: 32, reset: 0x410C_C200,
            [
              .readOnly("REVISION", 3, 0), .readOnly("PARTNO", 15, 4), .readOnly("CONSTANT", 19, 16),
              .readOnly("VARIANT", 23, 20), .readOnly("IMPLEMENTER", 31, 24),
            ]),
          Register(
            "ICSR", at: 0x04, bits: 32,
            [
              Field("VECTACTIVE", 5, 0), Field("VECTPENDING", 17, 12), Field("ISRPENDING", 22),
              Field("PENDSTCLR", 25, onWrite: .clear), Field("PENDSTSET", 26, onWrite: .oneToSet),
              Field("PENDSVCLR", 27, onWrite: .clear), Field("PENDSVSET", 28, onWrite: .oneToSet),
              Field("NMIPENDSET", 31, onWrite: .oneToSet),
            ]),
          Register(
            "AIRCR", at: 0x0C, bits: 32, reset: 0xFA05_0000,
            [
              .readOnly("VECTRESET", 0), .readOnly("VECTCLRACTIVE", 1), .readOnly("SYSRESETREQ", 2),
              .readOnly("ENDIANESS", 15), .readOnly("VECTKEY", 31, 16),
            ]),
          Register(
            "SCR", at: 0x10, bits: 32, [Field("SLEEPONEXIT", 1), Field("SLEEPDEEP", 2), Field("SEVEONPEND", 4)]),
          Register("CCR", at: 0x14, bits: 32, reset: 0x208, [Field("UNALIGN_TRP", 3), Field("STKALIGN", 9)]),
          Register("SHPR2", at: 0x1C, bits: 32, [Field("PRI_11", 31, 24)]),
          Register("SHPR3", at: 0x20, bits: 32, [Field("PRI_14", 23, 16), Field("PRI_15", 31, 24)]),
        ]),
      RegisterBlock(
        "SysTick", at: 0xE000_E010, size: 0x10, "system timer",
        [
          Register(
            "CTRL", at: 0x00, bits: 32, reset: 0x4,
            [Field("ENABLE", 0), Field("TICKINT", 1), Field("CLKSOURCE", 2), Field("COUNTFLAG", 16, onRead: .clear)]),
          Register("LOAD", at: 0x04, bits: 32, [Field("RELOAD", 23, 0)]),
          Register("VAL", at: 0x08, bits: 32, [Field("CURRENT", 23, 0, onWrite: .clear)]),
          Register(
            "CALIB", at: 0x0C, bits: 32, reset: 0x2328,
            [.readOnly("TENMS", 23, 0), .readOnly("SKEW", 30), .readOnly("NOREF", 31)]),
        ]),
    ]
  }

  private func lines(_ action: WriteAction) -> [Field] {
    lineNames.enumerated().compactMap { number, name in name.map { Field($0, number, onWrite: action) } }
  }

  private func priorities(_ index: Int) -> Register {
    let fields = (0..<4).compactMap { place in
      priorityNames[4 * index + place].map { Field($0, 8 * place + 7, 8 * place) }
    }
    return Register("IPR\(index)", at: 0x300 + 4 * UInt32(index), bits: 32, fields)
  }
}
