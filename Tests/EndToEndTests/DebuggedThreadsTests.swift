import Foundation
import Programs
import Testing

/// Threads of a kernel as GDB shows them, of programs that look like FreeRTOS, Zephyr and RIOT.
@Suite struct DebuggedThreadsTests {
  private static let states: [ThreadedProgram.Kernel: (ready: String, waiting: String)] = [
    .freertos: ("ready, priority 2", "suspended, priority 3"), .zephyr: ("ready, priority -2", "pending, priority 5"),
    .riot: ("ready, priority 7, PID 1", "blocked by a mutex, priority 7, PID 3"),
  ]

  @Test(arguments: ThreadedProgram.Kernel.allCases) func threadsAreShown(_ kernel: ThreadedProgram.Kernel) throws {
    let program = try ThreadedProgram(kernel)
    defer { program.remove() }
    let states = try #require(Self.states[kernel])
    let band = try DebuggedBand(
      ["--for", "1h", "--speed", "1x", "--wear", "none", "--gdb-threads", "auto"], image: program.path)
    let said = try band.gdb(
      [
        "info threads", "tbreak beta", "continue", "info threads", "thread 3", "backtrace", "thread 4", "backtrace",
        "info registers r0 r1 r4 r8 r11 r12 pc", "monitor threads", "kill",
      ], image: program.path)
    expectInOrder(
      [
        // Before the first thread.
        "* 1    Thread 1 \"core\" (running)", "reset ()",
        "\"beta\" hit Temporary breakpoint",
        "\"beta\" (running", "beta ()", "\"alpha\" (\(states.ready))", "yield ()", "\"gamma\" (\(states.waiting))",
        "gamma ()",
        // A thread that waits: where it called.
        "#0  yield ()", "#1  0x", "in work (", "#2  0x", "in alpha ()",
        // One that has never run: what it was made with.
        "#0  gamma ()", "r0             0x3000", "r1             0x3001", "r4             0x304",
        "r8             0x308",
        "r11            0x30b", "r12            0x3004", "<gamma>",
      ], in: said)
    expectInOrder(["alpha: \(states.ready)", "beta: running"], in: said.replacing("(no name)", with: ""))
  }

  /// A step is that of its thread: others that run meanwhile go by, forwards; backwards the processor steps.
  @Test(arguments: ThreadedProgram.Kernel.allCases) func threadsAreStepped(_ kernel: ThreadedProgram.Kernel) throws {
    let program = try ThreadedProgram(kernel)
    defer { program.remove() }
    let band = try DebuggedBand(
      ["--for", "1h", "--speed", "1x", "--wear", "none", "--gdb-threads", kernel.rawValue], image: program.path)
    let said = try band.gdb(
      [
        "tbreak work if number == 1", "continue", "print counts", "next", "next", "next", "print counts",
        // The other one does not run: it is stepped when it does.
        "thread 3", "stepi", "info threads", "tbreak yield thread 2", "continue", "print number", "finish",
        "reverse-stepi",
        "reverse-finish", "info threads", "thread 4", "set var $r4 = 99", "print $r4", "set var $sp = 4", "kill",
      ], image: program.path)
    expectInOrder(
      [
        "\"beta\" hit Temporary breakpoint", "work (number=1)", "$1 = {3, 0, 0}", "counts[number] += 2;", "yield();",
        "$2 = {6, 3, 0}", "Switching to thread 3", "\"beta\" (ready", "* 3 ", "\"alpha\" (running",
        "\"beta\" hit Temporary breakpoint", "yield ()", "}", "yield ()", "yield();", "\"beta\" (running",
        "\"alpha\" (ready",
        "$3 = 99", "Could not write register \"sp\"",
      ], in: said)
  }

  /// The packets themselves: ids that are none, other clients' ways to name a thread, and one that runs alone.
  @Test func threadsHaveTheirPackets() throws {
    let program = try ThreadedProgram(.riot)
    defer { program.remove() }
    let band = try DebuggedBand(
      ["--for", "1h", "--speed", "1x", "--wear", "none", "--gdb-threads", "auto"], image: program.path)
    let expected = """
      QC1 m1 l OK E01
      True True E01 OK E01
      beta: running, priority 7, PID 2
      E01 OK True True True
      E01 True E01
      True True
      True alpha
      m1 QC1

      """
    let said = try band.peer("threads", [try program.address(of: "beta")])
    #expect(said == expected, "\(said)")
  }

  /// An image without symbols: the debugger has them in its file.
  @Test func aDebuggerIsAskedForNames() throws {
    let program = try ThreadedProgram(.freertos)
    defer { program.remove() }
    try LinkedProgram.tool("llvm-objcopy", ["--strip-all", program.path, program.folder + "/stripped.elf"])
    let band = try DebuggedBand(
      ["--for", "1h", "--speed", "1x", "--wear", "none", "--gdb-threads", "auto"],
      image: program.folder + "/stripped.elf")
    let said = try band.gdb(["tbreak beta", "continue", "info threads", "kill"], image: program.path)
    expectInOrder(["\"beta\" (running, priority 2)", "\"alpha\" (ready", "\"gamma\" (suspended"], in: said)
  }
}
