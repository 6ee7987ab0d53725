import Boards
import Formats
import Machine

/// What a debugger changes in a band: an input like any other, which recordings keep.
package enum DebuggerWrite: Hashable, Sendable {
  /// The places of registers in `register`; below them are R0 to R15.
  package static let specialRegisters = ["xpsr", "msp", "psp", "primask", "control"]

  /// A register of the core: 0 to 15 are R0 to R15, and from 16 on `specialRegisters`.
  case register(Int, UInt32)
  /// Bytes through the bus, as the processor would write them.
  case memory(UInt32, [UInt8])
  /// Bytes of the flash, by offset, as a programmer writes them.
  case flash(Int, [UInt8])

  /// As a recording writes it, behind the word `debugger`.
  var text: String {
    switch self {
    case .register(let number, let value): "\(DebuggerWrite.name(number)) \(Hex.word(value))"
    case .memory(let address, let bytes): "memory \(Hex.word(address)) \(QuotedBytes.quote(bytes))"
    case .flash(let offset, let bytes): "flash \(Hex.word(UInt32(offset))) \(QuotedBytes.quote(bytes))"
    }
  }

  /// Reads that. Throws what was expected.
  init(_ text: String) throws(InputError) {
    let wrong = InputError(
      "debugger: expected a register and its value, or memory or flash with an address and \(QuotedBytes.expected), "
        + "found '\(text)'")
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, words[1].hasPrefix("0x"), let number = UInt32(words[1].dropFirst(2), radix: 16) else {
      throw wrong
    }
    switch words[0] {
    case "memory", "flash":
      guard words.count == 3, let bytes = QuotedBytes.read(words[2]), !bytes.isEmpty else { throw wrong }
      self = words[0] == "memory" ? .memory(number, bytes) : .flash(Int(number), bytes)
    default:
      guard words.count == 2, let register = DebuggerWrite.number(words[0]) else { throw wrong }
      self = .register(register, number)
    }
  }

  private static func name(_ number: Int) -> String {
    number < 16 ? "r\(number)" : specialRegisters[(number - 16) % specialRegisters.count]
  }

  private static func number(_ name: String) -> Int? {
    if let place = specialRegisters.firstIndex(of: name) { return 16 + place }
    guard name.hasPrefix("r"), let number = Int(name.dropFirst()), (0..<16).contains(number) else { return nil }
    return number
  }

  /// Does it.
  func apply(to band: any Board) {
    let cpu = band.chip.cpu
    switch self {
    case .register(15, let value): cpu.programCounter = value
    case .register(16, let value): cpu.xPSR = value
    case .register(17, let value): cpu.mainStackPointer = value
    case .register(18, let value): cpu.processStackPointer = value
    case .register(19, let value): cpu.isPrimaskSet = value & 1 != 0
    case .register(20, let value): cpu.control = value
    case .register(let number, let value): cpu.setRegister(number, to: value)
    case .memory(let address, let bytes): band.chip.bus.poke(bytes, at: address)
    case .flash(let offset, let bytes): band.storage.program(bytes, at: offset)
    }
  }
}
