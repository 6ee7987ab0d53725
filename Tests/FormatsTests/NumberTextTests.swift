import Testing
@testable import Formats

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0.0, "0"), (48.2547, "48.25"), (1.0, "1.00"), (199.96, "200.0"), (1054796.2, "1054796"), (0.3693, "0.3693"),
      (0.01234, "0.01234"), (0.0001234, "0.0001234"), (0.00001234, "1.234e-5"), (1.0416e-7, "1.042e-7"),
      (-0.0005, "-0.0005000"),
      (-4.5e-12, "-4.500e-12"), (.infinity, "-"), (.nan, "-"),
    ] as [(Double, String)])
  func fourDigitsStay(value: Double, text: String) { #expect(NumberText.significant(value) == text) }
}
