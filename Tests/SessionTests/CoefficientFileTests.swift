import Boards
import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct CoefficientFileTests {
  @Test func numbersAndBands() throws {
    let text = """
      # a comment
      coefficients:
        OLED.on: 350
        "DA14681.run": {low: 20.5, typical: 25, high: 30}
        cell.entropy: -0.2
      """
    let overrides = try CoefficientFile.parse(text, name: "mine.yaml")
    let changed = MiBand2Coefficients.documented.overriding(overrides)
    #expect(changed.all.filter(\.isOverridden).map(\.name) == ["DA14681.run", "OLED.on", "cell.entropy"])
    #expect(changed.display.on.low == 350 && changed.display.on.high == 350)
    #expect(changed.soc.run.low == 20.5 && changed.soc.run.typical == 25 && changed.soc.run.high == 30)
    #expect(changed.display.on.source == .override("mine.yaml:3"))
    #expect(changed.display.on.condition == MiBand2Coefficients.documented.display.on.condition)
  }

  /// Every coefficient that the table shows can be overridden.
  @Test func everyNameWorks() throws {
    for coefficient in MiBand2Coefficients.documented.all {
      let overrides = try CoefficientFile.parse("coefficients:\n  \(coefficient.name): 1\n", name: "f")
      let changed = MiBand2Coefficients.documented.overriding(overrides)
      #expect(changed.all.filter(\.isOverridden).map(\.name) == [coefficient.name])
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
    #expect(throws: InputError(message)) { try CoefficientFile.parse(text, name: "f") }
  }

  @Test func whatIsNoYAML() {
    for text in ["a: [", "a: 1\na: 2", "\t- x", "coefficients:\n  OLED.on: 1\n  OLED.on: 2"] {
      #expect(throws: InputError.self) { try CoefficientFile.parse(text, name: "f") }
    }
  }
}
