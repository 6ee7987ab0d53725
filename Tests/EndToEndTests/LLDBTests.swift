import Foundation
import Programs
import Testing

/// `bandbox run --gdb` with a real LLDB.
@Suite(.enabled(if: LLDB.installed != nil, LLDB.reason)) struct LLDBTests {
  @Test func linesRegistersAndMemory() throws {
    let lldb = try #require(LLDB.installed)
    let program = try DebuggedProgram()
    defer { program.remove() }
    let band = try DebuggedBand(["--for", "1m", "--wear", "none"], image: program.path)
    let said = try lldb.perform(
      [
        "breakpoint set --file app.c --line 13", "breakpoint set --name count --condition 'n == 3'", "process continue",
        "frame variable n", "target variable total", "thread step-in", "thread step-over", "thread step-out",
        "register read msp nanocoulombs", "register write r5 0x1234", "register read r5",
        "memory read --size 4 --format x --count 2 &here", "memory write &here 5", "target variable here",
        "memory region 0x08000000", "breakpoint delete --force 2", "process continue", "frame variable n",
        "watchpoint set variable bad", "process continue", "target variable bad",
        "process plugin packet monitor energy", "process kill",
      ], at: band.port, image: program.path)
    expectInOrder(
      [
        "stop reason = signal SIGTRAP", "reset at app.c:18", "count + 28 at app.c:13", "stop reason = breakpoint 2.1",
        "count(n=3) at app.c:10", "n = 3", "total = 9", "stop reason = step in", "triple(n=3)",
        "stop reason = step over",
        "stop reason = step out", "app.c:21", "msp = 0x07fd8000", "nanocoulombs = 0x00000000", "r5 = 0x00001234",
        "0x00000005 0x00000002", "x = 5, y = 2", "[0x0000000008000000-", "stop reason = breakpoint 1.1",
        "count(n=100) at app.c:13", "n = 100", "old value: 0", "new value: 15150", "bad = 15150", "since it went on",
      ], in: said)
    #expect(said.contains("stop reason = watchpoint 1"), "\(said)")
  }

  /// Back to the last line that a breakpoint is at, and to the beginning.
  @Test(.enabled(if: LLDB.installed?.goesBack == true, "this LLDB cannot go back")) func backwards() throws {
    let lldb = try #require(LLDB.installed)
    let program = try DebuggedProgram()
    defer { program.remove() }
    let band = try DebuggedBand(["--for", "1m", "--wear", "none"], image: program.path)
    let said = try lldb.perform(
      [
        "breakpoint set --file app.c --line 13", "process continue", "breakpoint delete --force 1",
        "breakpoint set --name triple", "process continue --reverse", "frame variable n", "process continue --reverse",
        "frame variable n", "process continue --forward", "frame variable n", "breakpoint delete --force 2",
        // There it gives up.
        "process continue --reverse",
      ], at: band.port, image: program.path)
    expectInOrder(
      [
        "stop reason = breakpoint 1.1", "count(n=100)", "stop reason = breakpoint 2.1", "n = 100",
        "stop reason = breakpoint 2.1", "n = 99", "n = 100", "stop reason = history boundary",
        "reset at app.c:18",
      ], in: said)
  }
}
