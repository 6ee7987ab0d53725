import Machine
import Testing

@testable import Debugger

@Suite struct MonitorTests {
  @Test func wordsAndQuantities() {
    #expect(MonitorWords.split(#" break  uart "a b\n" x"#) == ["break", "uart", #""a b\n""#, "x"])
    #expect(MonitorWords.number("0x10") == 16)
    #expect(MonitorWords.number("10") == 10)
    #expect(MonitorWords.number("x") == nil)
    let units: [(name: String, factor: Double)] = [("mV", 1), ("V", 1_000)]
    #expect(MonitorWords.quantity("3.3V", units) == 3_300)
    #expect(MonitorWords.quantity("5mV", units) == 5)
    for text in ["-5mV", "nanV", "infV", "0V", "5"] { #expect(MonitorWords.quantity(text, units) == nil) }
  }

  /// Each error says what was expected.
  @Test(arguments: [
    ("bogus", "'bogus' is not a monitor command"), ("rest", "did you mean 'reset'"),
    ("reset now", "expected halt, init, run"),
    ("break", "expected one of charge"), ("break charge", "such as 5uC"),
    ("break charge 5uC load OELD", "did you mean 'OLED'"),
    ("break charge 0uC", "such as 5uC"), ("break wakeup 0", "a number of wake-ups"),
    ("break pin P9_9 rise", "no pad 'P9_9'"),
    ("break pin P1_0 up", "rise, fall or change"), ("break voltage 3.3", "3300mV"),
    ("break mode fast", "extended_sleep"),
    ("break time 0s", "still to come"), ("break uart \"", "bytes in quotes"),
    ("delete 3", "a number of 'monitor breaks'"),
    ("last-write", "an address"), ("last-write 0xFFFFFFFF 2", "an address"), ("catch all", "faults on"),
    ("energy all", "'total'"), ("threads zehpyr", "did you mean 'zephyr'"), ("threads on now", "expected on, off"),
  ])
  func errorsSayWhatWasExpected(_ line: String, _ part: String) throws {
    let monitor = Monitor(try DebuggedRun("rtos").machine)
    do throws(DebuggerError) {
      Issue.record("\(try monitor.perform(line))")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test func helpListsEveryCommand() throws {
    let monitor = Monitor(try DebuggedRun("rtos").machine)
    let help = try monitor.perform("help")
    for command in Monitor.commands {
      #expect(help.contains("\n  \(command.name) ") || help.contains("\n  \(command.name)"))
    }
    #expect(help == (try monitor.perform("")))
    #expect(try monitor.perform("halt") == "")
  }

  /// The table's total is what the registers say, to the nanocoulomb.
  @Test func energyAddsUp() throws {
    let run = try DebuggedRun("band")
    let monitor = Monitor(run.machine)
    run.goOn(to: .seconds(UInt64(5)))
    monitor.goesOn()
    let before = run.machine.nanocoulombs
    run.goOn(to: .seconds(UInt64(9)))
    let table = try monitor.perform("energy")
    let total = try #require(table.split(separator: "\n").first { $0.hasPrefix("total") }).split(separator: " ")
    #expect(abs(Int64(total[1])! - (run.machine.nanocoulombs - before)) <= 1)
    #expect(table.hasPrefix("4.000000000 s since it went on"))
    run.goBack()
    #expect(try monitor.perform("energy").contains("the run went back by"))
    #expect(try monitor.perform("status").contains("this is the past"))
  }

  @Test func resetStandsAtTheFirstInstruction() throws {
    let run = try DebuggedRun("band")
    let start = run.machine.cpu.programCounter
    run.goOn(to: .seconds(UInt64(2)))
    #expect(try Monitor(run.machine).perform("reset halt").contains("the chip was reset"))
    #expect(run.machine.cpu.programCounter == start && run.machine.motion == .held)
    #expect(run.machine.chip.resets[.hardware] == 1)
  }
}
