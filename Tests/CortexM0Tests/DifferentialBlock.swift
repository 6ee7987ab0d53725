import Machine

@testable import CortexM0

/// Programs that share one flash and one RAM, with what our processor made of them.
struct DifferentialBlock {
  var programs: [Unicorn.Program] = []
  var expected: [Unicorn.Result] = []
  var flash: [UInt8] = []
  var instructions: UInt64 = 0

  init(seed: UInt64, programs count: Int, length: Int) {
    let board = TestBoard()
    var writer = ProgramWriter(random: SplitMix(seed: seed))
    for _ in 0..<count { run(writer.registers(), length, board, &writer) }
    flash = board.flash.contents
    instructions = board.cpu.instructions
  }

  private mutating func run(_ registers: [UInt32], _ length: Int, _ board: TestBoard, _ writer: inout ProgramWriter) {
    let cpu = board.cpu
    cpu.start(stackPointer: registers[13], programCounter: registers[15] | 1)
    for (index, value) in registers.prefix(15).enumerated() { cpu.setRegister(index, to: value) }
    cpu.applicationStatus = registers[16]
    cpu.lastFault = nil
    let endsInStop = writer.random.below(2) == 0
    var count = 0
    while count < length, cpu.lastFault == nil, cpu.nvic.systemPending == 0,
      ProgramWriter.codeWindow.contains(cpu.programCounter)
    {
      if endsInStop && count == length - 1 { writer.writeStop(board) } else { writer.writeNext(board) }
      if writer.reachesSystemSpace(board) { break }
      cpu.step()
      count += 1
    }
    programs.append(Unicorn.Program(registers: registers, count: count))
    expected.append(DifferentialBlock.result(board))
  }

  private static func result(_ board: TestBoard) -> Unicorn.Result {
    let cpu = board.cpu
    let values =
      (0..<15).map { cpu.register($0) } + [
        cpu.lastFault?.cause == .supervisorCallBlocked ? cpu.programCounter + 2 : cpu.programCounter,
        cpu.applicationStatus, cpu.mainStackPointer, cpu.processStackPointer,
        cpu.isPrimaskSet ? 1 : 0, cpu.control,
      ]
    let ram = UnsafeRawBufferPointer(start: board.ram.bytes, count: board.ram.size)
    return Unicorn.Result(registers: values, digest: Checksum.of(ram), stop: stop(cpu))
  }

  private static func stop(_ cpu: CPU) -> String? {
    guard let fault = cpu.lastFault else {
      if !cpu.isThumb || !ProgramWriter.codeWindow.contains(cpu.programCounter) { return outside }
      return cpu.nvic.systemPending >> 11 & 1 != 0 ? "supervisorCall" : nil
    }
    switch fault.cause {
    // Without Thumb state there is no defined instruction for Unicorn.
    // Unicorn does not look at PRIMASK.
    case .supervisorCallBlocked: return "supervisorCall"
    case .undefinedInstruction, .notThumb: return "undefined"
    case .unalignedRead, .unalignedWrite: return "unaligned"
    default: return fault.cause.rawValue
    }
  }

  /// Unicorn looks at the next instruction already; ours stopped because PC had left the code or Thumb state.
  private static let outside = "outside"

  func agrees(_ index: Int, _ theirs: Unicorn.Result) -> Bool {
    var ours = expected[index]
    if ours.stop == DifferentialBlock.outside, theirs.stop == nil || theirs.stop == "undefined" {
      ours.stop = theirs.stop
    }
    return ours == theirs
  }

  /// What differs, for people.
  func difference(_ index: Int, _ theirs: Unicorn.Result) -> String {
    let ours = expected[index]
    let names = (0..<15).map { "R\($0)" } + ["PC", "flags", "MSP", "PSP", "PRIMASK", "CONTROL"]
    var parts: [String] = []
    for (name, pair) in zip(names, zip(ours.registers, theirs.registers)) where pair.0 != pair.1 {
      parts.append("\(name) \(String(pair.0, radix: 16)) not \(String(pair.1, radix: 16))")
    }
    if ours.digest != theirs.digest { parts.append("memory") }
    if ours.stop != theirs.stop { parts.append("stop \(ours.stop ?? "-") not \(theirs.stop ?? "-")") }
    return parts.joined(separator: ", ") + " after \(programs[index].count) instructions"
  }
}
