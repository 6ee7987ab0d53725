import Testing

@testable import Machine

@Suite struct ChargeTests {
  @Test func units() {
    // 1 nA for 1 s is 1 nC.
    #expect(ChargeBand.product(1_000, .perSecond) == Charge.perNanocoulomb)
    #expect(Charge.nanocoulombs(Charge.milliampereHours(1)) == 3_600_000_000)
    #expect(Charge.microampereHours(Charge.milliampereHours(70)) == 70_000)
    #expect(Charge.milliampereHours(0.29) == Charge.milliampereHours(1) * 29 / 100)
  }

  @Test func nanocoulombsRoundHalvesAwayFromZero() {
    let unit = Charge.perNanocoulomb
    #expect(Charge.nanocoulombs(unit / 2) == 1)
    #expect(Charge.nanocoulombs(unit / 2 - 1) == 0)
    #expect(Charge.nanocoulombs(-unit / 2) == -1)
    #expect(Charge.nanocoulombs(-unit / 2 + 1) == 0)
    #expect(Charge.nanocoulombs(unit * 5 / 2) == 3)
    #expect(Charge.nanocoulombs(Int128.max / 2) == .max)
    #expect(Charge.nanocoulombs(Int128.min / 2) == .min)
  }

  @Test func hostileCountsAreHeld() {
    #expect(Charge.milliampereHours(-1) == 0)
    #expect(Charge.milliampereHours(.nan) == 0)
    #expect(Charge.milliampereHours(.infinity) == Charge.milliampereHours(1e9))
  }
}
