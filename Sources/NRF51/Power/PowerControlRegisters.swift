import Machine

/// The registers, tasks and event of POWER.
/// Source: the vendor's public register list.
extension PowerControl {
  static let constantLatency = PeripheralTask("CONSTLAT", at: 0x078)
  static let lowPower = PeripheralTask("LOWPWR", at: 0x07C)
  static let warning = PeripheralEvent("POFWARN", at: 0x108)
  static let resetReasons = Register(
    "RESETREAS", at: 0x400, bits: 32,
    [
      ("RESETPIN", 0), ("DOG", 1), ("SREQ", 2), ("LOCKUP", 3), ("OFF", 16), ("LPCOMP", 17), ("DIF", 18),
    ].map { Field($0.0, $0.1, onWrite: .oneToClear) })
  static let ramStatus = Register(
    "RAMSTATUS", at: 0x428, bits: 32, (0..<4).map { .readOnly("RAMBLOCK\($0)", $0) })
  static let systemOff = Register("SYSTEMOFF", at: 0x500, bits: 32, [.writeOnly("SYSTEMOFF", 0)])
  static let isFailureOn = Field("POF", 0)
  /// 2.1, 2.3, 2.5, 2.7 V.
  static let threshold = Field("THRESHOLD", 2, 1)
  static let failure = Register("POFCON", at: 0x510, bits: 32, [isFailureOn, threshold])
  static let retained = Register("GPREGRET", at: 0x51C, bits: 32, [Field("GPREGRET", 7, 0)])
  static let ramOn = Register("RAMON", at: 0x524, bits: 32, reset: 3, ramFields(0))
  static let pinReset = Register.inert(
    "RESET", at: 0x544, bits: 32, because: "the reset pin works whether or not a debugger is attached",
    [Field("RESET", 0)])
  static let ramOnB = Register("RAMONB", at: 0x554, bits: 32, reset: 3, ramFields(2))
  static let isConverterOn = Field("DCDCEN", 0)
  static let converter = Register("DCDCEN", at: 0x578, bits: 32, [isConverterOn])
  static let forceOff = Field("FORCEOFF", 0)
  static let forceOn = Field("FORCEON", 1)
  static let converterForce = Register("DCDCFORCE", at: 0xA08, bits: 32, [forceOff, forceOn])

  private static func ramFields(_ first: Int) -> [Field] {
    [
      Field("ONRAM\(first)", 0), Field("ONRAM\(first + 1)", 1), Field("OFFRAM\(first)", 16),
      Field("OFFRAM\(first + 1)", 17),
    ]
  }

  static let layout = PageLayout(
    tasks: [constantLatency, lowPower], events: [warning], hasPower: false,
    [
      resetReasons, ramStatus, systemOff, failure, retained, ramOn, pinReset, ramOnB, converter, converterForce,
    ])
}
