import Testing
@testable import Formats
@testable import Session

@Suite struct ViewChoiceTests {
  private static let terminal = terminal()
  private static let usual = ["TERM": "xterm-256color"]

  private static func terminal(
    input: Bool = true, output: Bool = true, foreground: Bool = true, charset: String = "UTF-8"
  ) -> ViewChoice.Terminal {
    ViewChoice.Terminal(hasInput: input, hasOutput: output, isForeground: foreground, charset: Charset(charset))
  }

  private static func choose(
    _ asked: String? = nil, _ changes: [String: String] = [:], terminal: ViewChoice.Terminal = terminal
  ) throws -> ViewChoice {
    try ViewChoice(asked, terminal: terminal, environment: usual.merging(changes) { $1 })
  }

  @Test func drawsWhereTheTerminalCan() throws {
    #expect(try Self.choose() == .screen)
    #expect(try Self.choose(nil, ["NO_COLOR": ""]) == .screen)
  }

  @Test(arguments: [
    ("TERM", "dumb", "TERM is 'dumb'"), ("TERM", "", "TERM is not set"), ("NO_COLOR", "1", "NO_COLOR is set"),
  ])
  func speaksInLinesWhereItCannot(name: String, value: String, reason: String) throws {
    #expect(try Self.choose(nil, [name: value]) == .lines(reason: reason))
  }

  @Test(arguments: ["ANSI_X3.4-1968", "ISO-8859-1"])
  func speaksInLinesWhereTheCharsetHasNoBlocks(charset: String) throws {
    let choice = try Self.choose(terminal: Self.terminal(charset: charset))
    #expect(choice == .lines(reason: "the locale is not UTF-8"))
  }

  @Test func aFileOrTheBackgroundGetsLinesWithoutAWord() throws {
    for (input, output, foreground) in [(false, true, true), (true, false, true), (true, true, false)] {
      let terminal = Self.terminal(input: input, output: output, foreground: foreground)
      #expect(try Self.choose(terminal: terminal) == .lines(reason: nil))
    }
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], true), (["TERM": "linux", "NO_COLOR": ""], true), (["TERM": "screen.xterm"], true),
    (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "vt220"], false), (["TERM": "xterm-mono"], false),
    (["TERM": "linux-m"], false), (["TERM": "dumb"], false), ([:], false),
  ])
  func coloursAreForTerminalsThatHaveThem(environment: [String: String], hasColors: Bool) {
    #expect(ViewChoice.hasColors(environment) == hasColors)
  }

  @Test func doesAsAskedWherePossible() throws {
    #expect(try Self.choose("lines") == .lines(reason: nil))
    #expect(try Self.choose("screen", ["NO_COLOR": "1"], terminal: Self.terminal(charset: "ANSI_X3.4-1968")) == .screen)
    #expect(throws: InputError("--view screen: a terminal with TERM='dumb' cannot place text")) {
      try Self.choose("screen", ["TERM": "dumb"])
    }
    #expect(throws: InputError("--view screen: standard input and output must be a terminal")) {
      try Self.choose("screen", terminal: Self.terminal(output: false))
    }
    #expect(throws: InputError("--view: expected screen or lines, found 'line'")) { try Self.choose("line") }
  }
}
