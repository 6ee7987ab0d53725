import Machine

/// The registers of the port.
/// Source: the vendor's public register list.
extension GPIOPort {
  private static func pins(_ access: Field.Access = .readWrite, onWrite: WriteAction? = nil) -> [Field] {
    (0..<NRF51Pads.count).map { Field("PIN\($0)", $0, nil, access, onWrite: onWrite) }
  }

  static let out = Register("OUT", at: 0x504, bits: 32, pins())
  static let outSet = Register.view("OUTSET", at: 0x508, of: out, pins(onWrite: .oneToSet))
  static let outClear = Register.view("OUTCLR", at: 0x50C, of: out, pins(onWrite: .oneToClear))
  static let input = Register("IN", at: 0x510, bits: 32, pins(.readOnly))
  static let direction = Register("DIR", at: 0x514, bits: 32, pins())
  static let directionSet = Register.view("DIRSET", at: 0x518, of: direction, pins(onWrite: .oneToSet))
  static let directionClear = Register.view("DIRCLR", at: 0x51C, of: direction, pins(onWrite: .oneToClear))
  static let isOutput = Field("DIR", 0)
  static let isInputDisconnected = Field("INPUT", 1)
  /// 0 off, 2 for high, 3 for low.
  static let sense = Field("SENSE", 17, 16)
  static let configurations = RegisterArray(
    Register(
      "PIN_CNF%s", at: 0x700, bits: 32, reset: 2,
      [isOutput, isInputDisconnected, Field("PULL", 3, 2), Field("DRIVE", 10, 8), sense]),
    count: NRF51Pads.count, every: 4)

  static let block = RegisterBlock(
    "GPIO", at: 0x5000_0000, size: 0x1000, "general-purpose input and output",
    [out, outSet, outClear, input, direction, directionSet, directionClear] + configurations.registers)
}
