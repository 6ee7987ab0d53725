import Foundation
import Testing

/// The live view in a real terminal.
@Suite(.serialized) struct TerminalTests {
  private static let leave = "\u{1B}[?1049l"

  private static func count(_ sequence: String, in text: String) -> Int {
    text.components(separatedBy: sequence).count - 1
  }

  /// The terminal's modes, as `stty` prints them, and the prompt after them.
  private static func modes(_ terminal: TmuxTerminal, _ name: String) throws -> String {
    let path = terminal.file(name)
    try terminal.type("stty -g > '\(path)'; echo modes-\(name)")
    try terminal.waitFor("the modes") { $0.contains("\nmodes-\(name)\n") }
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func everythingIsVisibleInTheDefaultSize() throws {
    let terminal = try TmuxTerminal()
    try terminal.run("")
    let picture = try terminal.waitFor("the view") { (TmuxTerminal.clock($0) ?? 0) >= 1 }
    for text in [
      "Bandbox  band.elf", "battery   80 %", "mV", "current", "on average", terminal.file("band"), "t touch", "q quit",
    ] {
      #expect(picture.contains(text), "\(text) in\n\(picture)")
    }
    // The whole display, and the key lights it.
    #expect(picture.split(separator: "\n").count { $0.hasPrefix(" │") && $0.hasSuffix("│") } == 20)
    try terminal.press("t")
    try terminal.waitFor("the lit display") { $0.contains("██") }
    try terminal.press("c", "w")
    try terminal.waitFor("charger and walk") { $0.contains("charger in, ") && $0.contains("walking") }
    try terminal.press("q")
    try terminal.waitFor("the table") { $0.contains("digest") && $0.contains("ready>") }
  }

  @Test func onlyWhatChangesIsWritten() throws {
    let terminal = try TmuxTerminal()
    try terminal.run("")
    // The display is dark after the start.
    try terminal.waitFor("a quiet band") { (TmuxTerminal.clock($0) ?? 0) >= 15 && !$0.contains("█") }
    let before = terminal.output
    let begun = try #require(TmuxTerminal.clock(try terminal.picture()))
    let picture = try terminal.waitFor("ten seconds") { (TmuxTerminal.clock($0) ?? 0) >= begun + 10 }
    let written = terminal.output.utf8.count - before.utf8.count
    let seconds = (TmuxTerminal.clock(picture) ?? 0) - begun
    // The clock, the currents, now and then the speed; a whole picture is 5 kB.
    #expect(written < 200 * seconds, "\(written) bytes in \(seconds) s")
    #expect(written > 5 * seconds)
    #expect(Self.count("\u{1B}[2J", in: terminal.output) == 1, "a whole picture once")
  }

  @Test func followsTheSizeOfTheTerminal() throws {
    let terminal = try TmuxTerminal()
    try terminal.run("")
    try terminal.waitFor("the view") { $0.contains("q quit") }
    try terminal.resize(columns: 120, rows: 40)
    try terminal.waitFor("the spacious view") {
      $0.contains(" Bandbox   \(Bandbox.band)") && $0.contains("since power-on") && $0.contains(" q quit")
    }
    try terminal.press("t")
    try terminal.resize(columns: 60, rows: 20)
    try terminal.waitFor("the picture in dots") { picture in
      picture.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } && picture.contains("battery   80 %")
        && picture.contains("q quit") && !picture.contains("█")
    }
    try terminal.resize(columns: 30, rows: 6)
    try terminal.waitFor("words only") { $0.contains("battery 80 %") && !$0.contains("│") }
    try terminal.resize(columns: 80, rows: 24)
    try terminal.waitFor("the whole view again") { $0.contains("╭─ Bandbox  band.elf") && $0.contains("q quit") }
    try terminal.press("q")
    try terminal.waitFor("the table") { $0.contains("digest") }
  }

  /// The screen and the modes come back once, and the table stands above the prompt, below what was there before.
  @Test(arguments: ["q", "C-c", "SIGTERM", "SIGQUIT"]) func everyEndGivesTheTerminalBack(end: String) throws {
    let terminal = try TmuxTerminal(rows: 60)
    let before = try Self.modes(terminal, "before")
    try terminal.type("echo above the view")
    try terminal.run("")
    try terminal.waitFor("the view") { $0.contains("q quit") && $0.contains("80 %") }
    switch end {
    case "SIGTERM": kill(try terminal.child(), SIGTERM)
    case "SIGQUIT": kill(try terminal.child(), SIGQUIT)
    default: try terminal.press(end)
    }
    try terminal.waitFor("the prompt") { $0.contains("ready>") && !$0.contains("q quit") }
    try terminal.type("echo status $?")
    let status = ["q": "0", "C-c": "130", "SIGTERM": "143", "SIGQUIT": "131"][end] ?? ""
    try terminal.waitFor("its status") { $0.contains("\nstatus \(status)\n") }
    let text = try terminal.history()
    if end != "SIGQUIT" {
      let lines = text.split(separator: "\n").map(String.init)
      let total = try #require(lines.firstIndex { $0.hasPrefix("total ") })
      let digest = try #require(lines.firstIndex { $0.hasPrefix("digest ") })
      let prompt = try #require(lines.firstIndex { $0.hasPrefix("ready> echo status") })
      #expect(total < digest && digest < prompt, "\(text)")
    }
    #expect(Self.count(Self.leave, in: terminal.output) == 1)
    #expect(Self.count("\u{1B}[?1049h", in: terminal.output) == 1)
    #expect(try Self.modes(terminal, "after") == before)
  }

  @Test func aMistakeLeavesTheTerminalAlone() throws {
    let terminal = try TmuxTerminal()
    try terminal.run("--events /nonexistent.csv")
    try terminal.waitFor("the error") { $0.contains("/nonexistent.csv") && $0.contains("ready>") }
    #expect(!terminal.output.contains("\u{1B}[?1049"))
  }

  @Test func stopsAndGoesOnAsAnyProgram() throws {
    let terminal = try TmuxTerminal()
    let before = try Self.modes(terminal, "before")
    try terminal.run("")
    let last = try terminal.waitFor("the view") { (TmuxTerminal.clock($0) ?? 0) >= 2 }
    try terminal.press("C-z")
    try terminal.waitFor("the shell") { $0.contains("Stopped") && !$0.contains("q quit") }
    #expect(try Self.modes(terminal, "stopped") == before)
    // Four seconds must pass while it stands: the shell waits, not the test.
    try terminal.type("sleep 4; fg")
    let next = try terminal.waitFor("the view again") { $0.contains("q quit") && $0.contains("╭─ Bandbox") }
    let (stopped, continued) = (try #require(TmuxTerminal.clock(last)), try #require(TmuxTerminal.clock(next)))
    #expect((stopped...stopped + 2).contains(continued), "\(stopped) s, then \(continued) s")
    // In the background it goes on without drawing; in the foreground again it draws.
    try terminal.press("C-z")
    try terminal.waitFor("the shell") { $0.contains("Stopped") && !$0.contains("q quit") }
    try terminal.type("clear; bg")
    try terminal.type("echo still 'here'")
    try terminal.waitFor("the shell, alone") { $0.contains("\nstill here\n") && !$0.contains("q quit") }
    try terminal.type("fg")
    let later = try terminal.waitFor("the view in the foreground") { $0.contains("q quit") }
    #expect(try #require(TmuxTerminal.clock(later)) >= continued)
    // Stopped from outside, the shell sets modes of its own; the keys work all the same afterwards.
    kill(try terminal.child(), SIGSTOP)
    try terminal.waitFor("the shell") { $0.contains("Stopped") }
    try terminal.type("fg")
    try terminal.waitFor("the view after SIGSTOP") { $0.contains("q quit") && !$0.contains("Stopped") }
    try terminal.press("q")
    try terminal.waitFor("the table") { $0.contains("digest") && $0.contains("ready>") }
    #expect(try Self.modes(terminal, "after") == before)
  }

  @Test(arguments: [
    ("TERM=dumb", "TERM is 'dumb'"), ("LC_ALL=C", "the locale is not UTF-8"), ("NO_COLOR=1", "NO_COLOR is set"),
  ])
  func linesWhereAScreenIsNoUse(environment: String, reason: String) throws {
    let terminal = try TmuxTerminal(rows: 60)
    let begun = terminal.output.count
    try terminal.run("", environment: environment)
    try terminal.waitFor("the first line") { $0.contains("\(reason)") && $0.contains("battery 80 %") }
    try terminal.press("t", "Enter")
    try terminal.waitFor("the display") { $0.contains("display on") }
    try terminal.press("c", "Enter")
    try terminal.waitFor("the charger") { $0.contains("charger in") }
    try terminal.press("q", "Enter")
    try terminal.waitFor("the table") { $0.contains("digest") }
    // What the shell itself writes is not ours, such as its wish before each prompt to be told of pasted text.
    let ours = terminal.output.dropFirst(begun).components(separatedBy: "connected to")[1].components(
      separatedBy: "ready>")[0].replacingOccurrences(of: "\u{1B}[?2004h", with: "")
    #expect(!ours.contains("\u{1B}"), "\(ours)")
    #expect(ours.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func linesOnRequestAndForAFile() throws {
    let terminal = try TmuxTerminal(rows: 60)
    try terminal.run("--view lines")
    try terminal.waitFor("the first line") { $0.contains("battery 80 %") && $0.contains("each with Enter") }
    #expect(try !terminal.picture().contains("note: no picture"))
    try terminal.press("C-z")
    try terminal.waitFor("the shell") { $0.contains("Stopped") }
    try terminal.type("fg")
    try terminal.press("q", "Enter")
    try terminal.waitFor("the table") { $0.contains("digest") }
    try terminal.run("> '\(terminal.file("log"))'")
    func log() -> String { (try? String(contentsOfFile: terminal.file("log"), encoding: .utf8)) ?? "" }
    try terminal.waitFor("the file's first line") { _ in log().contains("battery 80 %") }
    kill(try terminal.child(), SIGINT)
    try terminal.waitFor("the table in the file") { _ in log().contains("digest") }
    #expect(!log().contains("\u{1B}") && log().hasPrefix("connected to pseudotty"))
  }

  /// LEDs stand for a display: in their colours, in words where there are none, and nothing but a change is written.
  @Test func ledsAreShownInTheirColours() throws {
    let image = Bandbox.root + "/firmware-images/band1/band1.elf"
    let blue = "\u{1B}[94m●\u{1B}[39m"
    for (environment, isColored) in [("", true), ("NO_COLOR=1", false)] {
      let terminal = try TmuxTerminal(rows: 40)
      try terminal.run("--board band1 --charge 20 --view screen", environment: environment, image: image)
      try terminal.waitFor("the LEDs of a band that has started") {
        $0.contains(" lights    LED 1 ○           LED 2 ○           LED 3 ○") && (TmuxTerminal.clock($0) ?? 0) >= 1
      }
      try terminal.press("t")
      let steps = try terminal.waitFor("the steps") { $0.contains("LED 1 ● blue      LED 2 ○") }
      // The finger has left the key by then, and the LEDs are lit for five seconds.
      let touched = try #require(TmuxTerminal.clock(steps))
      try terminal.waitFor("a second") { (TmuxTerminal.clock($0) ?? 0) > touched }
      try terminal.press("t")
      try terminal.waitFor("the battery") { $0.contains("LED 1 ● yellow    LED 2 ○") }
      #expect(terminal.output.contains(blue) == isColored)
      // The glyph is the same, its colour is not.
      #expect(terminal.output.contains("\u{1B}[93m●\u{1B}[39m") == isColored)
      #expect(Self.count("LED 3", in: terminal.output) == 1)
      try terminal.press("q")
      try terminal.waitFor("the table") { $0.contains("digest") && $0.contains("ready>") }
    }
    let terminal = try TmuxTerminal(rows: 60)
    let events = terminal.file("events.csv")
    try "time,what,value\n2s,touch,200ms\n".write(toFile: events, atomically: true, encoding: .utf8)
    try terminal.run("--board band1 --view lines --events '\(events)'", image: image)
    try terminal.waitFor("the first line") { $0.contains("LED 1 off, LED 2 off, LED 3 off") }
    try terminal.waitFor("the steps in words") { $0.contains("  LED 1 blue\n") }
    try terminal.press("q", "Enter")
    try terminal.waitFor("the table") { $0.contains("digest") }
  }
}
