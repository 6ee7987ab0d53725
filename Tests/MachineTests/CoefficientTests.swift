import Testing

@testable import Machine

@Suite struct CoefficientTests {
  let value = Coefficient(
    "ADXL362.measure", 1.1, 1.8, 3.5, .microamperes, condition: "100 Hz, 2.0 V",
    source: .published("data sheet, table 1"))

  @Test func currents() {
    #expect(value.current == CurrentBand(low: 1_100_000, typical: 1_800_000, high: 3_500_000))
  }

  @Test func roundTrips() throws {
    #expect(try roundTrip(value) == value)
    for source in [Coefficient.Source.derived("a"), .estimate("b"), .published("c")] {
      #expect(try roundTrip(source) == source)
    }
    #expect(Coefficient.Unit.microamperesPerMegahertz.rawValue == "uA/MHz")
  }

  @Test func valuesOutOfOrderStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = Coefficient("x", 2, 1, 3, .ratio, condition: "", source: .estimate(""))
    }
  }
}
