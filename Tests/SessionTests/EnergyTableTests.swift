import Testing
@testable import Formats

@Suite struct EnergyTableTests {
  @Test(arguments: [
    (1.005, 1, "1.0"), (-0.04, 1, "0.0"), (-1.25, 2, "-1.25"), (12_345.6789, 3, "12345.679"), (7, 0, "7"),
    (.infinity, 1, "-"), (.nan, 1, "-"),
  ])
  func decimals(value: Double, places: Int, text: String) { #expect(NumberText.decimal(value, places) == text) }
}
