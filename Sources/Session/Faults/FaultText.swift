import CortexM0
import Formats
import Images

/// Says what went wrong in firmware, where, and what to look at.
enum FaultText {
  /// Words of the stack that are shown.
  private static let stackWords = 8

  /// The explanation of a fault; a few lines.
  static func explain(_ fault: Fault, of chip: ChipModel, symbols: SymbolTable, stackTop: UInt32?) -> String {
    let diagnosis = FaultDiagnosis(fault, of: chip, symbols: symbols, stackTop: stackTop)
    var lines = [MaskROMText.call(of: fault, in: chip) ?? "the firmware faulted: \(diagnosis.explanation)"]
    func place(_ address: UInt32) -> String { self.place(address, symbols, chip) }
    if let address = fault.address { lines.append("  address  \(place(address))") }
    lines.append("  PC       \(place(fault.programCounter))")
    lines.append("  LR       \(place(fault.linkRegister))")
    let running = fault.exception == 0 ? "thread mode" : "in the handler of \(exception(fault.exception))"
    lines.append("  xPSR     \(Hex.word(fault.xPSR))   \(running)")
    for first in stride(from: 0, to: 13, by: 4) {
      let row = (first..<min(first + 4, 13)).map { number in
        let name = "r\(number)"
        return name + String(repeating: " ", count: 4 - name.count) + Hex.word(fault.registers[number])
      }
      lines.append("  " + row.joined(separator: "   "))
    }
    lines.append("  SP       \(Hex.word(fault.stackPointer)), and from there on:")
    lines += stack(fault, place)
    if fault.lockedUp {
      lines.append("It happened while a HardFault or NMI was being handled, so the CPU locked up.")
    } else if diagnosis.name != "mask_rom_call" {
      lines.append("Its HardFault handler does not come back, and no watchdog ends that.")
    }
    lines.append(
      "Look at the function at PC first, then at its caller in LR; `--trace instructions` shows the way there.")
    return lines.joined(separator: "\n")
  }

  private static func stack(_ fault: Fault, _ place: (UInt32) -> String) -> [String] {
    var lines: [String] = []
    for index in 0..<stackWords {
      let address = (fault.stackPointer & ~3) &+ 4 &* UInt32(index)
      guard index < fault.stack.count else { return lines + ["    \(Hex.word(address))  is not in memory"] }
      lines.append("    \(Hex.word(address))  \(place(fault.stack[index]))")
    }
    return lines
  }

  private static func place(_ address: UInt32, _ symbols: SymbolTable, _ chip: ChipModel) -> String {
    let name =
      FunctionName.place(address, symbols) ?? chip.maskROM?.place(at: address).map { "\($0), mask ROM" }
    return Hex.word(address) + (name.map { "  \($0)" } ?? "")
  }

  /// An exception by its name.
  static func exception(_ number: Int) -> String {
    switch number {
    case 2: "NMI"
    case 3: "HardFault"
    case 11: "SVC"
    case 14: "PendSV"
    case 15: "SysTick"
    case 16...47: "interrupt \(number - 16)"
    default: "exception \(number)"
    }
  }
}
