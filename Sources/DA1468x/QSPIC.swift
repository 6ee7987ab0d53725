import Machine

/// QSPIC, the flash controller. In auto mode the flash is memory at 0x08000000, at the memory's own wait states; in
/// manual mode software selects the flash and shifts bytes.
///
/// Sources: the public register list; public flash drivers (manual mode; the microcode: bytes count << 3 | valid, wait
/// low, wait high, then the bytes). Chosen: manual transfers take no time; 16 and 32-bit accesses shift the lowest byte
/// first; single, dual and quad transfers are the same bytes; manual registers do nothing in auto mode; the memory window
/// answers in manual mode too; registers survive sleep, as execution from flash goes on after it.
public final class QSPIC: SoCBlock {
  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.alwaysOn
  /// The wires to the flash.
  public let flash = SPIBus()
  /// The flash's chip select, low while selected.
  public let chipSelect: Line
  private let select: LineDriver

  /// The controller after power-on, on the bus.
  public init(_ fabric: Fabric) {
    chipSelect = fabric.emulation.line("QSPI_CS", pull: true)
    select = chipSelect.driver()
    bank = RegisterBank("QSPIC", base: 0x0C00_0000, registers: Self.registers, journal: fabric.emulation.journal)
    fabric.install(self, size: 0x80)
    reset()
  }

  /// Manual mode, nothing selected.
  public func reset() {
    bank.reset()
    select.value = true
  }

  /// CTRLMODE.AUTO_MD.
  var isAutomatic: Bool {
    get { bank.isSet(Self.qspicCtrlmode, Self.qspicAutoMd) }
    set { bank[Self.qspicCtrlmode, Self.qspicAutoMd] = newValue ? 1 : 0 }
  }

  /// Runs the microcode that software left for the end of a sleep (SYS_CTRL.QSPI_INIT).
  func runMicrocode() {
    let bytes = (0..<16).flatMap { index in
      let word = bank[Self.qspicUcodeStart.offset + UInt32(4 * index)]
      return (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
    }
    var place = 0
    while place + 3 <= bytes.count, bytes[place] & 1 != 0 {
      let count = Int(bytes[place] >> 3)
      let end = min(place + 3 + count, bytes.count)
      if count > 0 {
        select.value = false
        for byte in bytes[(place + 3)..<end] { _ = flash.exchange(UInt32(byte), bits: 8) }
        select.value = true
      }
      place = end
    }
  }

  /// What software reads.
  public func readRegister(_ offset: UInt32, width: Int) -> UInt32 {
    guard offset == Self.qspicReaddata.offset else { return offset == Self.qspicStatus.offset ? 0 : bank[offset] }
    return shift(0, width)
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.qspicCtrlbus.offset:
      guard !isAutomatic else { return }
      if Self.qspicEnCs.get(value) != 0 { select.value = false }
      if Self.qspicDisCs.get(value) != 0 { select.value = true }
    case Self.qspicCtrlmode.offset: if isAutomatic { select.value = true }
    case Self.qspicWritedata.offset, Self.qspicDummydata.offset: _ = shift(value, width)
    default: break
    }
  }

  private func shift(_ value: UInt32, _ width: Int) -> UInt32 {
    guard !isAutomatic else { return 0 }
    return (0..<UInt32(width)).reduce(0) { answer, lane in
      answer | flash.exchange(value >> (8 * lane) & 0xFF, bits: 8) << (8 * lane)
    }
  }

  /// The registers' values.
  public func saveState() -> [UInt32] { bank.values }

  /// Takes over saved values.
  public func restoreState(_ values: [UInt32]) { bank.values = values }
}
