import Testing

@testable import Machine

/// A block as other chips have them: a status that reading clears, a FIFO, and INTEN with its set and clear views.
private final class MadeUpBlock: Peripheral {
  static let oneToClear = Register(
    "STATUS", at: 0x0, bits: 32, reset: 0xF0,
    [Field("DONE", 3, 0, onWrite: .oneToClear), .readOnly("ERROR", 11, 4, onRead: .clear), Field("MODE", 15, 12)])
  static let fifo = Register("FIFO", at: 0x4, bits: 32, [.readOnly("DATA", 7, 0, onRead: .modify)])
  static let inten = Register("INTEN", at: 0x300, bits: 32, [Field("READY", 0), Field("ENDRX", 4)])
  static let intenset = Register.view(
    "INTENSET", at: 0x304, of: inten,
    [Field("READY", 0, onWrite: .oneToSet), Field("ENDRX", 4, onWrite: .oneToSet)])
  static let intenclr = Register.view(
    "INTENCLR", at: 0x308, of: inten,
    [Field("READY", 0, onWrite: .oneToClear), Field("ENDRX", 4, onWrite: .oneToClear)])
  static let external = Register("EXTERNAL", at: 0x400, bits: 32, [.readOnly("DATA", 31, 0, onRead: .fetch)])
  static let compare = RegisterArray(
    Register("CC[%s]", at: 0x540, bits: 32, [Field("CC%s", 31, 0)]), count: 4, every: 4)

  let bank: RegisterBank
  var entries: [UInt32] = [11, 22]
  var fetched: UInt32 = 0
  var written: [String] = []

  init(_ journal: Journal) {
    bank = RegisterBank(
      RegisterBlock(
        "MADE_UP", at: 0x4000_0000, size: 0x1000, "of a test",
        [Self.oneToClear, Self.fifo, Self.inten, Self.intenset, Self.intenclr, Self.external]
          + Self.compare.registers), journal: journal)
    bank.belongs(to: self)
  }

  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.fifo: entries.first ?? 0
    case Self.external: fetched
    default: bank[offset]
    }
  }

  func registerRead(_ offset: UInt32, width: Int) {
    switch offset {
    case Self.fifo: if !entries.isEmpty { entries.removeFirst() }
    case Self.external: fetched = UInt32(width) + 40
    default: break
    }
  }

  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    written.append("\(String(offset, radix: 16)): \(old) -> \(value)")
  }
}

@Suite struct RegisterEffectsTests {
  static let base: UInt32 = 0x4000_0000
  private let block = MadeUpBlock(Journal())

  private func read(_ register: Register, _ width: Int = 4) -> UInt32 {
    block.bank.read(Self.base + register.offset, width: width)
  }
  private func peek(_ register: Register) -> UInt32 { block.bank.peek(Self.base + register.offset, width: 4) }
  private func write(_ register: Register, _ value: UInt32, width: Int = 4, lane: UInt32 = 0) {
    block.bank.write(Self.base + register.offset + lane, width: width, value: value)
  }

  @Test func aReadThatClearsDoesSoAfterItsAnswer() {
    block.bank[MadeUpBlock.oneToClear] = 0x5FF5
    #expect(peek(MadeUpBlock.oneToClear) == 0x5FF5)
    #expect(read(MadeUpBlock.oneToClear, 1) == 0xF5, "of a narrow read only its bytes")
    #expect(read(MadeUpBlock.oneToClear) == 0x5F05)
    #expect(read(MadeUpBlock.oneToClear) == 0x5005)
  }

  @Test func aPeekDoesNothing() {
    #expect(peek(MadeUpBlock.fifo) == 11)
    #expect(peek(MadeUpBlock.fifo) == 11)
    #expect(read(MadeUpBlock.fifo) == 11)
    #expect(read(MadeUpBlock.fifo) == 22)
    #expect(peek(MadeUpBlock.fifo) == 0)
    block.bank.isPowered = false
    #expect(peek(MadeUpBlock.oneToClear) == 0)
  }

  @Test func aReadThatFetchesAnswersWithWhatItFetched() {
    #expect(peek(MadeUpBlock.external) == 0)
    #expect(read(MadeUpBlock.external) == 44)
    #expect(peek(MadeUpBlock.external) == 44)
    #expect(read(MadeUpBlock.external, 2) == 42)
  }

  @Test func onesThatAreWrittenClear() {
    block.bank[MadeUpBlock.oneToClear] = 0xA0FF
    write(MadeUpBlock.oneToClear, 0x5FF3)
    #expect(block.bank[MadeUpBlock.oneToClear] == 0x50FC, "ERROR is read-only and MODE is plain")
    #expect(block.written == ["0: 41215 -> 20483"])
    write(MadeUpBlock.oneToClear, 0x30, width: 1, lane: 1)
    #expect(block.bank[MadeUpBlock.oneToClear] == 0x30FC, "a byte that is not written clears nothing")
  }

  @Test func viewsShowAndChangeAnotherRegister() {
    write(MadeUpBlock.intenset, 0x10)
    #expect(read(MadeUpBlock.inten) == 0x10)
    write(MadeUpBlock.intenset, 0x03)
    for register in [MadeUpBlock.inten, MadeUpBlock.intenset, MadeUpBlock.intenclr] {
      #expect(read(register) == 0x11)
      #expect(peek(register) == 0x11)
    }
    write(MadeUpBlock.intenclr, 0x10)
    #expect(read(MadeUpBlock.inten) == 0x01)
    write(MadeUpBlock.inten, 0x10)
    #expect(read(MadeUpBlock.intenclr) == 0x10)
    #expect(block.written == ["300: 0 -> 16", "300: 16 -> 17", "300: 17 -> 1", "300: 1 -> 16"])
  }

  @Test func registersOfAnArrayHaveNumbers() {
    #expect(MadeUpBlock.compare.registers.map(\.name) == ["CC[0]", "CC[1]", "CC[2]", "CC[3]"])
    #expect(MadeUpBlock.compare.registers.map(\.offset) == [0x540, 0x544, 0x548, 0x54C])
    #expect(MadeUpBlock.compare.registers[3].fields == [Field("CC3", 31, 0)])
    block.bank.write(Self.base + 0x548, width: 4, value: 7)
    #expect(block.bank[MadeUpBlock.compare, 2] == 7)
    #expect(MadeUpBlock.compare.index(of: 0x548) == 2)
    #expect(MadeUpBlock.compare ~= 0x54C && !(MadeUpBlock.compare ~= 0x550) && !(MadeUpBlock.compare ~= 0x53C))
    #expect(!(MadeUpBlock.compare ~= 0x549))
  }

  /// Bit 0 ... 3 hold old and written 00, 01, 10, 11 (old in the upper digit).
  @Test(
    arguments: [
      (.oneToClear, 0b0100), (.oneToSet, 0b1110), (.oneToToggle, 0b0110), (.zeroToClear, 0b1000), (.zeroToSet, 0b1101),
      (.zeroToToggle, 0b1001), (.clear, 0), (.set, 0b1111),
    ] as [(WriteAction, UInt32)])
  func writeActions(_ action: WriteAction, _ result: UInt32) {
    let masks = WriteMasks([Field("A", 3, 0, onWrite: action)])
    #expect(masks.result(old: 0b1100, written: 0b1010) == result, "\(action)")
    #expect(masks.result(old: 0xF0, written: 0x0F) & 0xF0 == 0xF0, "bits that no field has stay")
  }
}
