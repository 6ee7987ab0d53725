import Machine

/// GPIO: the ports' data registers and the pads' modes.
///
/// Sources: the public register list and the data sheet (after reset inputs with pull-down, P1_5 with pull-up). A port's data
/// register drives its outputs when written and reads the lines' levels; the set and reset registers change its bits and read
/// 0. The block lies in the system domain: after sleep its registers hold reset values, while the latched pads keep their state.
final class GPIO: SoCBlock {
  static let pupd = Field("PUPD", 9, 8)
  static let pid = Field("PID", 4, 0)
  /// Where each port's registers begin: data, set, reset, then the modes of its pads.
  static let ports: [UInt32] = [0x00, 0x20, 0x40, 0x80]

  static let block = RegisterBlock(
    "GPIO", at: 0x5000_3000, size: 0x100, "ports and pads",
    Pin.counts.indices.flatMap(portRegisters) + Pin.all.map(mode) + [
      .inert(
        "P01_PADPWR_CTRL_REG", at: 0x70, because: padSupply,
        [Field("P1_OUT_CTRL", 13, 8), Field("P0_OUT_CTRL", 7, 0)]),
      .inert("P2_PADPWR_CTRL_REG", at: 0x72, because: padSupply, [Field("P2_OUT_CTRL", 9, 0)]),
      .inert("P3_PADPWR_CTRL_REG", at: 0x74, because: padSupply, [Field("P3_OUT_CTRL", 7, 0)]),
    ])
  private static let padSupply = "what a high output stands at: lines have levels here, no voltages"

  private static func portRegisters(_ port: Int) -> [Register] {
    // The list gives port 1 eight bits, of which it has six pads, and port 3 write-only set and reset registers.
    let high = port == 1 ? 7 : Pin.counts[port] - 1
    let access: Field.Access = port < 3 ? .readWrite : .writeOnly
    return [
      Register("P\(port)_DATA_REG", at: ports[port], [Field("P\(port)_DATA", high, 0)]),
      Register("P\(port)_SET_DATA_REG", at: ports[port] + 2, [Field("P\(port)_SET", high, 0, access)]),
      Register("P\(port)_RESET_DATA_REG", at: ports[port] + 4, [Field("P\(port)_RESET", high, 0, access)]),
    ]
  }

  private static func modeOffset(_ pin: Pin) -> UInt32 { ports[pin.port] + 6 + 2 * UInt32(pin.bit) }

  private static func mode(of pin: Pin) -> Register {
    Register(
      "P\(pin.port)\(pin.bit)_MODE_REG", at: modeOffset(pin), reset: pin == Pin(1, 5) ? 0x100 : 0x200, [pupd, pid])
  }

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.system
  private let pads: Pads

  /// GPIO after power-on, on the bus.
  init(_ fabric: Fabric) {
    pads = fabric.pads
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    fabric.install(self)
    reset()
  }

  /// All pads are inputs, as far as their latches let them.
  func reset() {
    bank.reset()
    for pin in Pin.all { apply(pin) }
  }

  private func apply(_ pin: Pin) {
    let mode = bank[Self.modeOffset(pin)]
    pads.setMode(
      PadMode(
        direction: Self.pupd.get(mode), function: Self.pid.get(mode),
        data: bank[Self.ports[pin.port]] >> UInt32(pin.bit) & 1 != 0), of: pin)
  }

  /// The port that an offset belongs to, and where in its registers it stands.
  private static func place(_ offset: UInt32) -> (port: Int, place: UInt32)? {
    guard let port = ports.lastIndex(where: { $0 <= offset }), offset & ~0xF != 0x70 else { return nil }
    return (port, offset - ports[port])
  }

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    guard let (port, place) = Self.place(offset), place < 6 else { return bank[offset] }
    guard place == 0 else { return 0 }
    return (0..<Pin.counts[port]).reduce(0) { $0 | (pads[Pin(port, $1)].level ? 1 << UInt32($1) : 0) }
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    guard let (port, place) = Self.place(offset) else { return }
    switch place {
    case 0: applyPort(port, changed: bank[offset] ^ old)
    case 2: change(port) { $0 | value }
    case 4: change(port) { $0 & ~value }
    default:
      let bit = Int(place - 6) / 2
      if bit < Pin.counts[port] { apply(Pin(port, bit)) }
    }
  }

  private func change(_ port: Int, _ change: (UInt32) -> UInt32) {
    let old = bank[Self.ports[port]]
    bank[Self.ports[port]] = change(old)
    applyPort(port, changed: change(old) ^ old)
  }

  private func applyPort(_ port: Int, changed: UInt32) {
    for bit in 0..<Pin.counts[port] where changed >> UInt32(bit) & 1 != 0 { apply(Pin(port, bit)) }
  }

  /// The registers' values.
  func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values; the pads restore theirs by themselves.
  func restoreState(_ saved: NamedValues<UInt32>) { bank.restore(saved) }
}
