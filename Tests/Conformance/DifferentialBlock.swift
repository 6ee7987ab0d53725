import CortexM0
import Machine
import SeededRandom

/// Programs that share one flash and one RAM, with what our processor made of them.
package struct DifferentialBlock {
  /// What Unicorn is to run.
  package var programs: [Unicorn.Program] = []
  /// What our processor ended with.
  package var expected: [Unicorn.Result] = []
  /// The contents of flash that all programs see.
  package var flash: [UInt8] = []
  /// The contents of RAM that the first program sees; zeros where empty.
  package var ram: [UInt8] = []
  /// Whether the programs are encodings alone.
  var isAlone = false
  /// Instructions executed.
  package var instructions: UInt64 = 0
  /// How often each operation was executed, by its number.
  package var operations = [UInt64](repeating: 0, count: Opcode.allCases.count)
  /// The last instruction of each program.
  var last: [Last] = []

  struct Last {
    var address: UInt32
    var first: UInt16 = 0
    var second: UInt16 = 0
    var operation = Opcode.undecoded
  }

  init() {}

  /// Random programs of up to `length` instructions.
  package init(seed: UInt64, programs count: Int, length: Int) {
    let board = TestBoard()
    var writer = ProgramWriter(random: SplitMix(seed: seed))
    for _ in 0..<count { run(writer.registers(), length, board, &writer) }
    flash = board.flash.contents
    instructions = board.cpu.instructions
  }

  private mutating func run(_ registers: [UInt32], _ length: Int, _ board: TestBoard, _ writer: inout ProgramWriter) {
    let cpu = board.cpu
    let faults = begin(registers, board)
    // Half of the programs end in an instruction that stops them, at the first place that is free for it.
    let stopsAt = writer.random.below(2) == 0 ? length - 20 : length
    var count = 0
    while count < length, cpu.faults == faults, ProgramWriter.codeWindow.contains(cpu.programCounter) {
      if count < stopsAt || !writer.writeStop(board) { writer.writeNext(board) }
      if ProgramWriter.reachesSystemSpace(board) { break }
      step(board)
      count += 1
      if last[last.count - 1].operation == .supervisorCall { break }
    }
    end(registers, count, board, faults)
  }

  /// Starts a program with `registers`: R0 to R14, PC, flags. Returns the faults so far.
  mutating func begin(_ registers: [UInt32], _ board: TestBoard) -> UInt64 {
    let cpu = board.cpu
    cpu.start(stackPointer: registers[13], programCounter: registers[15] | 1)
    for (index, value) in registers.prefix(15).enumerated() { cpu.setRegister(index, to: value) }
    cpu.applicationStatus = registers[16]
    last.append(Last(address: cpu.programCounter))
    return cpu.faults
  }

  /// Takes back what `begin` did.
  mutating func forget() { last.removeLast() }

  mutating func step(_ board: TestBoard) {
    let instruction = board.nextInstruction
    operations[Int(instruction.operation.rawValue)] += 1
    let (first, second) = board.nextHalfwords
    last[last.count - 1] = Last(
      address: board.cpu.programCounter, first: first, second: second, operation: instruction.operation)
    board.cpu.step()
  }

  mutating func end(_ registers: [UInt32], _ count: Int, _ board: TestBoard, _ faults: UInt64) {
    let cpu = board.cpu
    let stop = stop(cpu, faults)
    // A blocked SVC faults at its own address, and Unicorn, which does not look at PRIMASK, goes on after it.
    let isBlocked = cpu.faults != faults && cpu.lastFault?.cause == .supervisorCallBlocked
    let values =
      (0..<15).map { cpu.register($0) } + [
        isBlocked ? cpu.programCounter + 2 : cpu.programCounter,
        cpu.applicationStatus, cpu.mainStackPointer, cpu.processStackPointer,
        cpu.isPrimaskSet ? 1 : 0, cpu.control,
      ]
    let ram = UnsafeRawBufferPointer(start: board.ram.bytes, count: board.ram.size)
    programs.append(Unicorn.Program(registers: registers, count: count))
    expected.append(Unicorn.Result(registers: values, digest: Checksum.of(ram), stop: stop))
  }

  private func stop(_ cpu: CPU, _ faults: UInt64) -> String? {
    guard cpu.faults != faults, let fault = cpu.lastFault else {
      if cpu.xPSR & 1 << 24 == 0 || !ProgramWriter.codeWindow.contains(cpu.programCounter) { return Self.outside }
      return last.last?.operation == .supervisorCall ? "supervisorCall" : nil
    }
    switch fault.cause {
    case .supervisorCallBlocked: return "supervisorCall"
    // Without Thumb state there is no defined instruction for Unicorn.
    case .undefinedInstruction, .notThumb: return "undefined"
    case .unalignedRead, .unalignedWrite: return "unaligned"
    default: return fault.cause.rawValue
    }
  }

  /// Unicorn looks at the next instruction already; ours stopped because PC had left the code or Thumb state.
  private static let outside = "outside"

  /// Whether Unicorn's result of program `index` is ours.
  package func agrees(_ index: Int, _ theirs: Unicorn.Result) -> Bool {
    var ours = expected[index]
    if ours.stop == DifferentialBlock.outside, theirs.stop == nil || theirs.stop == "undefined" {
      ours.stop = theirs.stop
    }
    var theirs = theirs
    if isAlone {
      // The two low bits of a stack pointer read as zero (B1.4.1); Unicorn keeps what is written.
      for place in [13, 17, 18] { theirs.registers[place] &= ~3 }
    }
    return ours == theirs
  }

  /// What differs, for people.
  package func difference(_ index: Int, _ theirs: Unicorn.Result) -> String {
    let ours = expected[index]
    let names = (0..<15).map { "R\($0)" } + ["PC", "flags", "MSP", "PSP", "PRIMASK", "CONTROL"]
    var parts: [String] = []
    for (name, pair) in zip(names, zip(ours.registers, theirs.registers)) where pair.0 != pair.1 {
      parts.append("\(name) \(String(pair.0, radix: 16)) not \(String(pair.1, radix: 16))")
    }
    if ours.digest != theirs.digest { parts.append("memory") }
    if ours.stop != theirs.stop { parts.append("stop \(ours.stop ?? "-") not \(theirs.stop ?? "-")") }
    let end = last[index]
    let text = Disassembler.text(end.first, end.second, at: end.address)
    return parts.joined(separator: ", ")
      + " after \(programs[index].count) instructions, the last at \(String(end.address, radix: 16)): \(text)"
  }
}
