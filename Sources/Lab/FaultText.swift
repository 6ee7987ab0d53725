import CortexM0
import DA1468x
import Images
import Machine

/// Says what went wrong in firmware, where, and what to look at.
enum FaultText {
  /// Words of the stack that are shown.
  private static let stackWords = 8

  /// The explanation of a CPU's last fault; a few lines.
  static func explain(_ cpu: CPU, symbols: SymbolTable, bus: Bus) -> String {
    guard let fault = cpu.lastFault else { return "the CPU has locked up" }
    var lines = [headline(fault)]
    if let address = fault.address { lines.append("  address  \(place(address, symbols))") }
    lines.append("  PC       \(place(fault.programCounter, symbols))")
    lines.append("  LR       \(place(fault.linkRegister, symbols))")
    lines.append("  xPSR     \(Hex.word(fault.xPSR))   \(exception(fault.xPSR & 0x3F))")
    for first in stride(from: 0, to: 13, by: 4) {
      let row = (first..<min(first + 4, 13)).map { number in
        let name = "r\(number)"
        return name + String(repeating: " ", count: 4 - name.count) + Hex.word(fault.registers[number])
      }
      lines.append("  " + row.joined(separator: "   "))
    }
    lines.append("  SP       \(Hex.word(fault.registers[13])), and from there on:")
    lines += stack(from: fault.registers[13], symbols, bus)
    if fault.lockedUp {
      lines.append("It happened while a HardFault or NMI was being handled, so the CPU locked up.")
    }
    lines.append(
      "Look at the function at PC first, then at its caller in LR; `--trace instructions` shows the way there.")
    return lines.joined(separator: "\n")
  }

  private static func headline(_ fault: Fault) -> String {
    if fault.cause == .undefinedInstruction && MaskROM.contains(fault.programCounter) {
      return "the firmware " + MaskROMText.call(fault.programCounter)
    }
    return "the firmware faulted: \(fault.cause.explanation)"
  }

  private static func stack(from start: UInt32, _ symbols: SymbolTable, _ bus: Bus) -> [String] {
    var lines: [String] = []
    for index in 0..<UInt32(stackWords) {
      let address = (start & ~3) &+ 4 &* index
      // Memory only: looking must not touch a peripheral.
      guard let mapping = bus.mapping(at: address) else {
        return lines + ["    \(Hex.word(address))  is not in memory"]
      }
      let word = mapping.memory.word(at: Int(address - mapping.base) + mapping.offset)
      lines.append("    \(Hex.word(address))  \(place(word, symbols))")
    }
    return lines
  }

  private static func place(_ address: UInt32, _ symbols: SymbolTable) -> String {
    Hex.word(address)
      + (symbols.name(at: address).map { "  \($0)" } ?? MaskROM.place(at: address).map { "  \($0), mask ROM" } ?? "")
  }

  private static func exception(_ number: UInt32) -> String {
    switch number {
    case 0: "thread mode"
    case 2: "in the NMI handler"
    case 3: "in the HardFault handler"
    case 11: "in the SVC handler"
    case 14: "in the PendSV handler"
    case 15: "in the SysTick handler"
    case 16...47: "in the handler of interrupt \(number - 16)"
    default: "exception \(number)"
    }
  }
}
