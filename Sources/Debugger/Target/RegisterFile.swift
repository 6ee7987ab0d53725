import CortexM0
import Machine
import Session

/// The registers that a client sees, by number: those of the core, and what the run has cost so far.
enum RegisterFile {
  /// A register of the description.
  struct Entry {
    let name: String
    /// In bits.
    let size: Int
    /// As GDB calls it.
    let type: String
  }

  /// R0 to R15, xPSR, the stack pointers, PRIMASK and CONTROL: what can be written.
  static let core: [Entry] =
    (0..<13).map { Entry(name: "r\($0)", size: 32, type: "uint32") } + [
      Entry(name: "sp", size: 32, type: "data_ptr"), Entry(name: "lr", size: 32, type: "code_ptr"),
      Entry(name: "pc", size: 32, type: "code_ptr"), Entry(name: "xpsr", size: 32, type: "uint32"),
    ]
  static let system = [
    Entry(name: "msp", size: 32, type: "data_ptr"), Entry(name: "psp", size: 32, type: "data_ptr"),
  ]
  static let special = [
    Entry(name: "primask", size: 32, type: "uint32"), Entry(name: "control", size: 32, type: "uint32"),
  ]
  /// What can only be read. Charge is what all loads have drawn, from the cell and from VBUS.
  static let energy = [
    Entry(name: "cycles", size: 64, type: "uint64"), Entry(name: "ticks", size: 64, type: "uint64"),
    Entry(name: "nanocoulombs", size: 64, type: "uint64"), Entry(name: "wakeups", size: 32, type: "uint32"),
    Entry(name: "microamps", size: 32, type: "uint32"), Entry(name: "millivolts", size: 32, type: "uint32"),
  ]
  /// All, in the order of their numbers.
  static let all = core + system + special + energy
  /// Those that can be written.
  static let writableCount = core.count + system.count + special.count
  /// The number of the program counter.
  static let programCounter = 15

  /// A register's value.
  static func value(_ number: Int, of machine: Debuggee) -> UInt64 {
    let cpu = machine.cpu
    switch number {
    case 0..<15: return UInt64(cpu.register(number))
    case 15: return UInt64(cpu.programCounter)
    case 16: return UInt64(cpu.xPSR)
    case 17: return UInt64(cpu.mainStackPointer)
    case 18: return UInt64(cpu.processStackPointer)
    case 19: return cpu.isPrimaskSet ? 1 : 0
    case 20: return UInt64(cpu.control)
    case 21: return cpu.cycles
    case 22: return machine.now
    case 23: return UInt64(clamping: machine.nanocoulombs)
    case 24: return machine.counters.wakeups
    case 25: return UInt64(clamping: machine.run.band.power.loadCurrent / 1_000_000)
    case 26: return UInt64(clamping: machine.run.band.power.microvolts / 1_000)
    default: return 0
    }
  }

  /// Its bytes, little-endian.
  static func bytes(_ number: Int, of machine: Debuggee) -> [UInt8] {
    let value = value(number, of: machine)
    return (0..<all[number].size / 8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}

extension Debuggee: ExpressionSubject {
  /// A register by its number.
  func registerValue(_ number: Int) -> UInt64? {
    RegisterFile.all.indices.contains(number) ? RegisterFile.value(number, of: self) : nil
  }
}
