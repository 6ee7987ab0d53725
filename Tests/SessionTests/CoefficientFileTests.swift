import Boards
import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct CoefficientFileTests {
  private func coefficients(_ overrides: [String: Coefficient]) -> [Coefficient] {
    var setup = BoardSetup()
    setup.overrides = overrides
    return BoardCatalogue.standard.coefficients(of: setup)
  }

  @Test func numbersAndBands() throws {
    let text = """
      # a comment
      coefficients:
        OLED.on: 350
        "DA14681.run": {low: 20.5, typical: 25, high: 30}
        cell.entropy: -0.2
      """
    let overrides = try CoefficientFile.parse(text, name: "mine.yaml", of: BoardCatalogue.standard.coefficients)
    let changed = coefficients(overrides)
    #expect(changed.filter(\.isOverridden).map(\.name) == ["DA14681.run", "OLED.on", "cell.entropy"])
    let documented = try #require(BoardCatalogue.standard.coefficients.first { $0.name == "OLED.on" })
    let display = try #require(changed.first { $0.name == "OLED.on" })
    let run = try #require(changed.first { $0.name == "DA14681.run" })
    #expect(display.low == 350 && display.high == 350)
    #expect(run.low == 20.5 && run.typical == 25 && run.high == 30)
    #expect(display.source == .override("mine.yaml:3"))
    #expect(display.condition == documented.condition)
  }

  /// Every coefficient that the table shows can be overridden.
  @Test func everyNameWorks() throws {
    for coefficient in BoardCatalogue.standard.coefficients {
      let overrides = try CoefficientFile.parse(
        "coefficients:\n  \(coefficient.name): 1\n", name: "f", of: BoardCatalogue.standard.coefficients)
      #expect(coefficients(overrides).filter(\.isOverridden).map(\.name) == [coefficient.name])
    }
  }

  @Test(arguments: [
    ("", "f:1: expected 'coefficients:', found an empty file"),
    ("- a", "f:1: expected 'coefficients:'"),
    ("coeficients: {}", "f:1: expected 'coefficients', found 'coeficients'"),
    ("coefficients: 3", "f:1: coefficients: expected a mapping from names to values"),
    ("coefficients:\n  OLED.one: 3", "f:2: unknown coefficient 'OLED.one', did you mean 'OLED.on'?"),
    ("coefficients:\n  motor.of: 3", "f:2: unknown coefficient 'motor.of', did you mean 'motor.off'?"),
    (
      "coefficients:\n  motor.nonsense: 3",
      "f:2: unknown coefficient 'motor.nonsense'; 'motor' has motor.off, motor.starting, motor.running"
    ),
    (
      "coefficients:\n  nonsense: 3",
      "f:2: unknown coefficient 'nonsense'; 'bandbox power --coefficients' lists them"
    ),
    ("coefficients:\n  OLED.on: much", "f:2: OLED.on: expected a number of at least 0 in uA, found 'much'"),
    ("coefficients:\n  OLED.on: -1", "f:2: OLED.on: expected a number of at least 0 in uA, found '-1'"),
    ("coefficients:\n  OLED.on: .nan", "f:2: OLED.on: expected a number of at least 0 in uA, found '.nan'"),
    ("coefficients:\n  OLED.on: 1e300", "f:2: OLED.on: expected a number of at least 0 in uA, found '1e300'"),
    ("coefficients:\n  OLED.on: [1]", "f:2: OLED.on: expected a number, or {low: , typical: , high: }"),
    (
      "coefficients:\n  OLED.on: {low: 1, high: 2}",
      "f:2: OLED.on: expected a number, or {low: , typical: , high: }, typical is missing"
    ),
    (
      "coefficients:\n  OLED.on:\n    low: 1\n    mid: 2",
      "f:4: OLED.on: expected a number, or {low: , typical: , high: }, found 'mid'"
    ),
    ("coefficients:\n  OLED.on: {low: 3, typical: 2, high: 4}", "f:2: OLED.on: expected low <= typical <= high"),
  ])
  func mistakes(text: String, message: String) {
    #expect(throws: InputError(message)) {
      try CoefficientFile.parse(text, name: "f", of: BoardCatalogue.standard.coefficients)
    }
  }

  @Test func whatIsNoYAML() {
    for text in ["a: [", "a: 1\na: 2", "\t- x", "coefficients:\n  OLED.on: 1\n  OLED.on: 2"] {
      #expect(throws: InputError.self) {
        try CoefficientFile.parse(text, name: "f", of: BoardCatalogue.standard.coefficients)
      }
    }
  }
}
