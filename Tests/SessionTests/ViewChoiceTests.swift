import Testing
@testable import Formats
@testable import Session

@Suite struct ViewChoiceTests {
  private static let terminal = ViewChoice.Terminal(hasInput: true, hasOutput: true, isForeground: true)
  private static let usual = ["TERM": "xterm-256color", "LANG": "en_GB.UTF-8"]

  private static func choose(
    _ asked: String? = nil, _ changes: [String: String] = [:], terminal: ViewChoice.Terminal = terminal
  ) throws -> ViewChoice {
    try ViewChoice(asked, terminal: terminal, environment: usual.merging(changes) { $1 })
  }

  @Test func drawsWhereTheTerminalCan() throws {
    #expect(try Self.choose() == .screen)
    #expect(try Self.choose(nil, ["NO_COLOR": "", "LANG": "C.utf8"]) == .screen)
    #expect(try Self.choose(nil, ["LC_ALL": "", "LC_CTYPE": "de_AT.utf8", "LANG": "C"]) == .screen)
  }

  @Test(arguments: [
    ("TERM", "dumb", "TERM is 'dumb'"), ("TERM", "", "TERM is not set"), ("LANG", "C", "the locale is not UTF-8"),
    ("LANG", "", "the locale is not UTF-8"), ("LC_ALL", "POSIX", "the locale is not UTF-8"),
    ("LC_CTYPE", "de_DE.ISO-8859-1", "the locale is not UTF-8"), ("NO_COLOR", "1", "NO_COLOR is set"),
  ])
  func speaksInLinesWhereItCannot(name: String, value: String, reason: String) throws {
    #expect(try Self.choose(nil, [name: value]) == .lines(reason: reason))
  }

  @Test func aFileOrTheBackgroundGetsLinesWithoutAWord() throws {
    for (input, output, foreground) in [(false, true, true), (true, false, true), (true, true, false)] {
      let terminal = ViewChoice.Terminal(hasInput: input, hasOutput: output, isForeground: foreground)
      #expect(try Self.choose(terminal: terminal) == .lines(reason: nil))
    }
  }

  @Test func doesAsAskedWherePossible() throws {
    #expect(try Self.choose("lines") == .lines(reason: nil))
    #expect(try Self.choose("screen", ["LANG": "C", "NO_COLOR": "1"]) == .screen)
    #expect(throws: InputError("--view screen: a terminal with TERM='dumb' cannot place text")) {
      try Self.choose("screen", ["TERM": "dumb"])
    }
    #expect(throws: InputError("--view screen: standard input and output must be a terminal")) {
      try Self.choose("screen", terminal: .init(hasInput: true, hasOutput: false, isForeground: true))
    }
    #expect(throws: InputError("--view: expected screen or lines, found 'line'")) { try Self.choose("line") }
  }
}
