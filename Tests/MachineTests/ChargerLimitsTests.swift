import Testing

@testable import Machine

@Suite struct ChargerLimitsTests {
  @Test func areHeldAndRoundTrip() throws {
    let limits = ChargerLimits(isOn: true, current: 30 * milliampere, microvolts: 4_200_000)
    #expect(limits.held == limits)
    #expect(try roundTrip(limits) == limits)
    #expect(
      ChargerLimits(isOn: true, current: -1, microvolts: .max).held
        == ChargerLimits(isOn: true, current: 0, microvolts: 100_000_000))
  }
}
