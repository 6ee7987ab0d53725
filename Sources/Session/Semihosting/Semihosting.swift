import CortexM0
import Glibc
import Machine

/// ARM semihosting: a program's `BKPT 0xAB` asks its debugger, here Bandbox, for files, a console and an end.
///
/// Source: ARM, Semihosting for AArch32 and AArch64 (public specification). A call takes no virtual time beside that of
/// the instruction: the core is halted meanwhile. Clocks report virtual time. Nothing of it is in a snapshot.
final class Semihosting: RepeatableHost {
  /// What SYS_TIME gives at power-on: 2020-01-01T00:00:00Z in seconds since 1970. Fixed, so that runs repeat.
  static let epoch: UInt32 = 1_577_836_800
  /// ADP_Stopped_ApplicationExit.
  private static let applicationExit: UInt32 = 0x2_0026

  /// What the program needs to know of its memory.
  struct Layout {
    /// First address behind the program's data; 0 where it is unknown.
    var heapBase: UInt32
    /// The initial stack pointer.
    var stackBase: UInt32
  }

  /// The program's exit status, once it has exited: 0 to 255 as a process's is.
  private(set) var exitStatus: Int32?
  /// Called at the exit, to end the run after this instruction.
  var onExit: (() -> Void)?
  private let cpu: CPU
  private var memory: SemihostingMemory
  private let scheduler: Scheduler
  private let files: SemihostingFiles
  private let console: ConsoleTap
  private let commandLine: [UInt8]
  private let layout: Layout
  private var lastError: Int32 = 0
  private var breakpoints: Subscription?
  /// What the calls so far did to the machine, where that is kept, and how many of them it has had.
  private var answers: [Answer] = []
  var answered = 0
  var keepsAnswers = false
  private var isRepeating = false
  var hasExited: Bool { exitStatus != nil }
  var onOutput: (([UInt8]) -> Void)? {
    get { console.onOutput }
    set { console.onOutput = newValue }
  }

  /// What a call did to the machine.
  private struct Answer {
    var result: UInt32
    var writes: [(address: UInt32, bytes: [UInt8])] = []
  }

  /// A host for the program on `cpu`.
  init(
    _ cpu: CPU, bus: Bus, scheduler: Scheduler, folder: SemihostingFolder?, console: any SemihostingConsole,
    commandLine: String, layout: Layout
  ) {
    self.cpu = cpu
    self.scheduler = scheduler
    let tap = ConsoleTap(console)
    self.console = tap
    self.layout = layout
    memory = SemihostingMemory(bus: bus)
    files = SemihostingFiles(folder: folder, console: tap)
    self.commandLine = Array(commandLine.utf8)
    memory.onWrite = { [unowned self] address, bytes in
      guard keepsAnswers, !isRepeating, answered > 0 else { return }
      answers[answered - 1].writes.append((address, bytes))
    }
    breakpoints = cpu.answerBreakpoints { [unowned self] in breakpoint($0) }
  }

  /// Answers the breakpoint that semihosting is; `false` for any other.
  func breakpoint(_ number: UInt8) -> Bool {
    guard number == 0xAB else { return false }
    if answered < answers.count {
      repeatAnswer()
      return true
    }
    if keepsAnswers { answers.append(Answer(result: 0)) }
    answered += 1
    answer()
    if keepsAnswers { answers[answers.count - 1].result = cpu.register(0) }
    return true
  }

  /// The machine has gone back to before a call: it has the same answer, and the host is not asked again.
  private func repeatAnswer() {
    let answer = answers[answered]
    answered += 1
    isRepeating = true
    for write in answer.writes { _ = memory.write(write.address, write.bytes) }
    isRepeating = false
    cpu.setRegister(0, to: answer.result)
  }

  func forgetAnswers() { answers.removeLast(max(answers.count - answered, 0)) }

  private func answer() {
    do throws(SemihostingError) {
      guard let call = SemihostingCall(rawValue: cpu.register(0)) else { throw .number(ENOSYS) }
      if let result = try perform(call, cpu.register(1)) { cpu.setRegister(0, to: result) }
    } catch {
      if case .number(let number) = error { lastError = number }
      cpu.setRegister(0, to: .max)
    }
  }

  /// The value for R0, or `nil` to leave it.
  private func perform(_ call: SemihostingCall, _ argument: UInt32) throws(SemihostingError) -> UInt32? {
    switch call {
    case .open, .close, .write, .read, .isTerminal, .seek, .fileLength, .remove, .rename, .temporaryName:
      return try performOnFile(call, argument)
    case .writeCharacter:
      _ = console.write(try bytes(argument, 1), toError: false)
      return nil
    case .writeString:
      guard let text = memory.string(argument) else { throw .number(EFAULT) }
      _ = console.write(text, toError: false)
      return nil
    case .readCharacter:
      guard let byte = console.read(1).first else { throw .number(0) }
      return UInt32(byte)
    case .isError: return Int32(bitPattern: try block(argument, 1)[0]) < 0 ? 1 : 0
    case .clock: return UInt32(truncatingIfNeeded: scheduler.now / (Tick.perSecond / 100)) & 0x7FFF_FFFF
    case .time: return Self.epoch &+ UInt32(truncatingIfNeeded: scheduler.now / Tick.perSecond)
    case .elapsed:
      let now = scheduler.now
      try store([UInt32(truncatingIfNeeded: now), UInt32(truncatingIfNeeded: now >> 32)], at: argument)
      return 0
    case .tickFrequency: return UInt32(Tick.perSecond)
    case .errorNumber: return UInt32(bitPattern: lastError)
    case .system: throw .number(ENOSYS)
    case .commandLine: return try giveCommandLine(argument)
    case .heapInfo:
      try store(heap, at: try block(argument, 1)[0])
      return 0
    case .exit:
      exit(argument == Self.applicationExit ? 0 : 1)
      return nil
    case .exitExtended:
      let reason = try block(argument, 2)
      exit(reason[0] == Self.applicationExit ? Int32(reason[1] & 0xFF) : 1)
      return nil
    }
  }

  private func performOnFile(_ call: SemihostingCall, _ argument: UInt32) throws(SemihostingError) -> UInt32? {
    switch call {
    case .open:
      let block = try block(argument, 3)
      return UInt32(try files.open(try bytes(block[0], block[2]), mode: block[1]))
    case .close: try files.close(try block(argument, 1)[0])
    case .write: return try write(try block(argument, 3))
    case .read: return try read(try block(argument, 3))
    case .isTerminal: return try files.isTerminal(try block(argument, 1)[0]) ? 1 : 0
    case .seek:
      let block = try block(argument, 2)
      try files.seek(block[0], to: block[1])
    case .fileLength: return try files.length(try block(argument, 1)[0])
    case .remove:
      let block = try block(argument, 2)
      try files.remove(try bytes(block[0], block[1]))
    case .rename:
      let block = try block(argument, 4)
      try files.rename(try bytes(block[0], block[1]), to: try bytes(block[2], block[3]))
    default: try giveTemporaryName(try block(argument, 3))
    }
    return 0
  }

  // MARK: Reading and writing

  /// Both return the number of bytes that were not moved, all of them where it failed.
  private func write(_ block: [UInt32]) throws(SemihostingError) -> UInt32 {
    do throws(SemihostingError) {
      let taken = try files.write(try bytes(block[1], block[2]), to: block[0])
      return block[2] - UInt32(clamping: taken)
    } catch {
      return try failed(error, of: block[2])
    }
  }

  private func read(_ block: [UInt32]) throws(SemihostingError) -> UInt32 {
    do throws(SemihostingError) {
      guard memory.isWritable(block[1], block[2]) else { throw .number(EFAULT) }
      let bytes = try files.read(Int(block[2]), from: block[0])
      guard memory.write(block[1], bytes) else { throw .number(EFAULT) }
      return block[2] - UInt32(clamping: bytes.count)
    } catch {
      return try failed(error, of: block[2])
    }
  }

  /// Nothing of `count` bytes was moved; that would be success for none, which a failure is not.
  private func failed(_ error: SemihostingError, of count: UInt32) throws(SemihostingError) -> UInt32 {
    guard count > 0 else { throw error }
    if case .number(let number) = error { lastError = number }
    return count
  }

  private func bytes(_ address: UInt32, _ count: UInt32) throws(SemihostingError) -> [UInt8] {
    guard let bytes = memory.read(address, count) else { throw .number(EFAULT) }
    return bytes
  }

  private func block(_ address: UInt32, _ words: Int) throws(SemihostingError) -> [UInt32] {
    guard let block = memory.words(address, words) else { throw .number(EFAULT) }
    return block
  }

  private func store(_ words: [UInt32], at address: UInt32) throws(SemihostingError) {
    let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
    guard memory.write(address, bytes) else { throw .number(EFAULT) }
  }

  // MARK: The environment

  private func giveCommandLine(_ argument: UInt32) throws(SemihostingError) -> UInt32 {
    let block = try block(argument, 2)
    guard UInt64(commandLine.count) < UInt64(block[1]) else { throw .number(E2BIG) }
    guard memory.write(block[0], commandLine + [0]) else { throw .number(EFAULT) }
    try store([UInt32(commandLine.count)], at: argument &+ 4)
    return 0
  }

  private func giveTemporaryName(_ block: [UInt32]) throws(SemihostingError) {
    let name = Array("tmp\(block[1] & 0xFF).tmp".utf8) + [0]
    guard block[1] < 256, UInt64(name.count) <= UInt64(block[2]) else { throw .number(EINVAL) }
    guard memory.write(block[0], name) else { throw .number(EFAULT) }
  }

  /// Heap base and limit, stack base and limit; the stack has the last 4 KiB below its base, or all there is.
  private var heap: [UInt32] {
    let stack = layout.stackBase
    let limit = stack >= 0x1000 ? (stack - 0x1000) & ~7 : 0
    guard layout.heapBase != 0, layout.heapBase < limit else { return [0, 0, stack, 0] }
    return [layout.heapBase, limit, stack, limit]
  }

  private func exit(_ status: Int32) {
    exitStatus = status
    onExit?()
  }
}
