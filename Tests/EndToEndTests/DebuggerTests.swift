import Foundation
import Programs
import Testing

/// `bandbox run --gdb`, with GDB as Debian has it and with a client of our own that can misbehave.
@Suite struct DebuggerTests {
  @Test func everyPacketHasItsAnswer() throws {
    let said = try DebuggedBand().peer("dialogue")
    let expected = """
      PacketSize=4000
      '' OK OK 1 vCont;c;C;s;S;t;r
      T05 m1 l
      l True True l
      """
    #expect(said.hasPrefix(expected), "\(said)")
    let lines = said.split(separator: "\n").map(String.init)
    guard lines.count == 18 else { return #expect(Bool(false), "\(said)") }
    #expect(lines[4] == "240 00000000 True 00000000 E16")
    #expect(lines[5] == "\(lines[5].prefix(8)) E14 E16 E14")
    #expect(lines[6] == "OK 11223344 OK 61623344")
    #expect(lines[7] == "E14 E14 E16 OK")
    #expect(lines[8] == "OK 78563412 E16 E16")
    #expect(lines[9] == "T05 T05 T05 T05")
    #expect(lines[10] == "True QC1")
    #expect(lines[11] == "OK OK OK")
    #expect(lines[12] == "61626364ffff E14 E.memtype")
    #expect(lines[13] == "OK OK OK  E16")
    #expect(lines[14] == "E16 E16 E16")
    #expect(lines[15...] == ["T05 OK", "T05", "T02 QC1"])
  }

  @Test func eachResumeHasOneStop() throws { #expect(try DebuggedBand().peer("interrupts") == "200\n") }

  @Test func nonsenseIsAnsweredAndForgotten() throws {
    #expect(try DebuggedBand().peer("noise") == "answered\nstill there\n")
  }

  /// A port scanner, an editor that waits for the port: the band still stands at tick 0.
  @Test func whoOnlyConnectsStartsNothing() throws {
    #expect(try DebuggedBand().peer("probe") == "0000000000000000\n")
  }

  @Test func packetsComeInAnyPieces() throws { #expect(try DebuggedBand().peer("pieces") == "QC1\n5000\nQC1\n") }

  @Test func damagedPacketsAreAskedForAgain() throws {
    #expect(try DebuggedBand().peer("acknowledged") == "QC1\nQC1\n")
  }

  @Test func aSecondClientLooksAndChangesNothing() throws {
    #expect(try DebuggedBand().peer("observer") == "T00 E01 E01 E01 E01\nTrue True\nT02\n")
  }

  /// The report of a run that was debugged, gone back in and asked about is that of a run that was not.
  @Test func lookingChangesNothing() throws {
    let band = try DebuggedBand(["--for", "1h"])
    let said = try band.gdb([
      "monitor break time 40m", "continue", "monitor delete all", "stepi 20", "reverse-stepi 20", "info registers",
      "monitor break load OLED on", "reverse-continue", "monitor energy total", "x/16xw 0x07fc0000",
      "monitor last-write 0x07fc8000 4096", "monitor delete all", "reverse-continue", "detach",
    ])
    #expect(said.contains("No more reverse-execution history"), "\(said)")
    #expect(said.contains("OLED is on"), "\(said)")
    #expect(try band.report().digest == (try Bandbox.report(["--for", "1h"])).digest)
  }

  /// What people do with a program of theirs: lines, variables, frames, conditions, and the same backwards.
  @Test func linesAndVariablesForwardsAndBackwards() throws {
    let program = try DebuggedProgram()
    defer { program.remove() }
    let band = try DebuggedBand(["--for", "1m", "--wear", "none"], image: program.path)
    let said = try band.gdb(
      [
        "break count if n == 100", "continue", "print n", "print total", "backtrace", "step", "finish", "next",
        "print here",
        "delete", "watch bad", "continue", "print bad", "reverse-continue", "print here.x", "delete", "break triple",
        "reverse-continue", "print n", "reverse-finish", "info line", "delete", "tbreak count", "continue", "print n",
        "print $cycles > 0 && $nanocoulombs >= 0", "print triple(14)", "set var here.y = 77", "print here",
        "info registers msp primask",
        "kill",
      ], image: program.path)
    let expected = [
      "Breakpoint 1, count (n=100)", "$1 = 100", "$2 = 14850", "#1  0x", "triple (n=100)", "Value returned is $3 = 300",
      "$4 = {x = 101, y = 2}", "Hardware watchpoint 2: bad", "New value = 15150", "$5 = 15150", "Old value = 15150",
      "triple (n=100)",
    ]
    expectInOrder(expected, in: said)
    for part in ["= 42", "y = 77", "primask        0x0"] { #expect(said.contains(part), "\(said)") }
  }

  /// `load` writes the flash as a programmer does, and what is there is what the file has.
  @Test func loadWritesTheFlash() throws {
    let band = try DebuggedBand(["--for", "1m"], image: Bandbox.root + "/firmware-images/sleeper/sleeper.elf")
    let image = Bandbox.root + "/firmware-images/spinner/spinner.elf"
    let said = try band.gdb(["load", "compare-sections", "monitor reset halt", "kill"], image: image)
    #expect(said.contains("Transfer rate") && said.contains("matched.") && !said.contains("MIS-MATCHED"), "\(said)")
    #expect(said.contains("the chip was reset"), "\(said)")
  }

  /// A program's console is the debugger's too; going back asks the host for nothing again, and it ends as it does alone.
  @Test func semihostingGoesBackToo() throws {
    let image = Bandbox.root + "/firmware-images/semihosting/semihosting.elf"
    let alone = try Bandbox.run(["run", image, "--semihosting", "--quiet", "--for", "10s"])
    let band = try DebuggedBand(["--semihosting", "--for", "10s"], image: image)
    let said = try band.gdb(["stepi 900", "reverse-stepi 50", "reverse-continue", "continue"], image: image)
    #expect(said.contains("exited") && said.contains("No more reverse-execution history"), "\(said)")
    let lines = alone.output.split(separator: "\n")
    for line in lines { #expect(said.contains(line), "\(line) is not in \(said)") }
    let ended = try band.end()
    #expect(!lines.isEmpty && ended.output.split(separator: "\n").suffix(lines.count) == lines[...])
    #expect(ended.status == alone.status)
  }

  /// What a debugger changes is in the recording, and a replay does it again.
  @Test func changesAreRecordedAndReplayed() throws {
    try Programs.inFolder { folder in
      let path = folder + "/session"
      let band = try DebuggedBand(["--for", "20s", "--record", path])
      _ = try band.gdb([
        "monitor break time 5s", "continue", "set var *(int*)0x07fc7f00 = 0x12345678", "set var $r4 = 77",
        "monitor reset",
        "stepi", "detach",
      ])
      let digest = try band.report().digest
      let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      #expect(text.contains(#"debugger memory 0x07fc7f00 "xV4\x12""#), "\(text)")
      #expect(text.contains("debugger r4 0x0000004d") && text.contains(" reset\n"), "\(text)")
      let replayed = try Bandbox.run(["run", "--replay", path, "--quiet", "--report", folder + "/replayed.json"])
      #expect(replayed.status == 0, "\(replayed.errors)")
      let report = try RunReport(FileManager.default.contents(atPath: folder + "/replayed.json") ?? Data())
      #expect(report.digest == digest)
    }
  }

  /// A fault that takes no time, and what is written at it: in a replay that comes behind the fault too.
  @Test func whatIsWrittenAtAFaultIsReplayedBehindIt() throws {
    try Programs.inFolder { folder in
      let path = folder + "/session"
      let band = try DebuggedBand(
        ["--for", "5s", "--record", path], image: Bandbox.root + "/firmware-images/hard-fault/hard-fault.elf")
      let said = try band.gdb([
        "monitor break time 7ms", "continue", "monitor delete all", "stepi",
        // Without the T bit the next instruction cannot be one; with it again, nothing would have been wrong.
        "set var $xpsr = 0", "continue", "reverse-stepi", "stepi", "set var $xpsr = 0x01000000",
        "monitor catch faults off",
        "detach",
      ])
      #expect(said.contains("SIGILL"), "\(said)")
      let report = try band.report()
      let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
      let lines = text.split(separator: "\n").filter { $0.contains("debugger xpsr") }
      #expect(lines.count == 2 && lines[1].contains("!1+1 debugger xpsr 0x01000000"), "\(text)")
      let replayed = try Bandbox.run(["run", "--replay", path, "--quiet", "--report", folder + "/replayed.json"])
      #expect(replayed.status == 0, "\(replayed.errors)")
      let again = try RunReport(FileManager.default.contents(atPath: folder + "/replayed.json") ?? Data())
      #expect(again.digest == report.digest)
    }
  }

  /// Instruments, faults and traces beside a debugger that goes back: they have what they would have without one, once.
  @Test func whatListensHearsEverythingOnce() throws {
    try Programs.inFolder { folder in
      let options = ["--for", "20s", "--faults", "flash rot every 1s at 0x98000-0xa0000", "--trace", "lines"]
      let alone = try Bandbox.run(
        ["run", Bandbox.band, "--quiet", "--report", folder + "/alone.json", "--ppk2-out", folder + "/alone.ppk2"]
          + options)
      let band = try DebuggedBand(options + ["--ppk2-out", folder + "/debugged.ppk2"])
      let said = try band.gdb([
        "monitor break time 5s", "continue", "monitor delete all", "stepi 3", "monitor break mode sleep",
        "reverse-continue", "reverse-stepi", "set var $r4 = 1", "print $r4 == 1", "monitor delete all",
        "reverse-continue", "detach",
      ])
      #expect(said.contains("No more reverse-execution history"), "\(said)")
      #expect(said.contains("or a PPK2 has the run") && said.contains("$1 = 0"), "\(said)")
      let report = try band.report()
      #expect(
        report.digest == (try RunReport(FileManager.default.contents(atPath: folder + "/alone.json") ?? Data())).digest)
      func traced(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.first?.isNumber == true } }
      #expect(traced(band.errors) == traced(alone.errors) && traced(alone.errors).count > 20)
      let samples = [folder + "/alone.ppk2", folder + "/debugged.ppk2"].map { FileManager.default.contents(atPath: $0) }
      #expect(samples[0] != nil && samples[0] == samples[1])
    }
  }

  /// A condition that is never true, asked at each of an hour's samples; by the stub, not by the client.
  @Test func conditionsAreAskedInTheStub() throws {
    let band = try DebuggedBand(["--for", "1d", "--speed", "max"])
    let symbols = try Programs.run(try Programs.toolchain("llvm-nm"), [Bandbox.band]).output.split(separator: "\n")
    let sampler = try #require(symbols.first { $0.contains("StepCounterV3add") })
    let address = String(Int(sampler.prefix(8), radix: 16)! & ~1, radix: 16)
    #expect(try band.peer("speed", [address]) == "OK 1:\nT05\n")
  }

  @Test func whatIsWrongIsSaidBeforeTheRun() throws {
    for (arguments, part) in [
      (["--gdb", "x"], "--gdb: expected [ADDRESS:]PORT"),
      (["--gdb", "8.8.8.8:3333"], "choose another place with --gdb"),
      (["--gdb-run"], "--gdb-run goes with --gdb"), (["--gdb-threads", "auto"], "--gdb-threads goes with --gdb"),
      (["--gdb", "0", "--gdb-threads", "rios"], "expected off, auto, freertos, zephyr, riot, found 'rios'"),
    ] {
      let finished = try Bandbox.run(["run", Bandbox.band, "--for", "1s"] + arguments)
      #expect(finished.status == 2 && finished.errors.contains(part), "\(finished.errors)")
    }
  }
}
