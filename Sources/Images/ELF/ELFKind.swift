/// What an ELF file is for, in words.
struct ELFKind: CustomStringConvertible {
  /// Machines that people have executables for (System V ABI, `e_machine`).
  private static let machines: [UInt16: String] = [
    2: "SPARC", 3: "x86", 8: "MIPS", 20: "PowerPC", 21: "PowerPC", 22: "s390", 40: "ARM", 42: "SuperH", 62: "x86-64",
    83: "AVR", 94: "Xtensa", 105: "MSP430", 183: "AArch64", 195: "ARC", 220: "Z80", 243: "RISC-V", 247: "BPF",
    258: "LoongArch",
  ]
  private static let arm: UInt16 = 40

  private let bits: UInt8
  private let order: UInt8
  private let machine: UInt16

  /// Of a file that has an ELF header.
  init(_ file: ImageFile) {
    bits = file.bytes[4]
    order = file.bytes[5]
    machine = order == 2 ? file.half(18).byteSwapped : file.half(18)
  }

  /// Whether it is for ARM, 32 bits, little-endian.
  var isForARM: Bool { bits == 1 && order == 1 && machine == ELFKind.arm }

  /// `x86-64, 64 bits`; `ARM, 32 bits, big-endian`.
  var description: String {
    let size =
      switch bits {
      case 1: "32 bits"
      case 2: "64 bits"
      default: "class \(bits)"
      }
    let name = ELFKind.machines[machine] ?? "machine \(machine)"
    let ending =
      switch order {
      case 1: ""
      case 2: ", big-endian"
      default: ", byte order \(order)"
      }
    return "\(name), \(size)\(ending)"
  }
}
