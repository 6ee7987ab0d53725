import Testing

@testable import Machine

@Suite struct LeakageTests {
  let emulation = Emulation()

  private func kelvins(_ low: Double, _ typical: Double, _ high: Double) -> Coefficient {
    Coefficient("leakage", low, typical, high, .kelvins, condition: "", source: .estimate("test"))
  }

  @Test func twiceForEveryDoubling() {
    let leakage = Leakage(doublingPer: kelvins(10, 10, 10))
    for (milliCelsius, low) in [(25_000, 1_000), (35_000, 2_000), (55_000, 8_000), (15_000, 500), (-5_000, 125)] {
      leakage.set(milliCelsius: milliCelsius)
      #expect(leakage.apply(.exactly(1_000)) == .exactly(Int64(low)))
    }
  }

  @Test func theBandTurnsRoundAtTheReference() {
    let leakage = Leakage(doublingPer: kelvins(5, 10, 20))
    leakage.set(milliCelsius: 45_000)
    #expect(leakage.apply(.exactly(1_000)) == CurrentBand(low: 2_000, typical: 4_000, high: 16_000))
    leakage.set(milliCelsius: 5_000)
    #expect(leakage.apply(.exactly(1_600)) == CurrentBand(low: 100, typical: 400, high: 800))
  }

  @Test func hostileNumbersAreHeld() {
    for value in [-1e300, 0, 1e300] {
      let leakage = Leakage(doublingPer: kelvins(value, value, value))
      for milliCelsius in [-100_000, 200_000] {
        leakage.set(milliCelsius: milliCelsius)
        let current = leakage.apply(.exactly(CurrentBand.limit))
        #expect(current.low >= 0 && current.high <= CurrentBand.limit)
      }
    }
  }

  @Test func onlyLeakingStatesFollowTheTemperature() {
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_700))
    power.setLeakage(Leakage(doublingPer: kelvins(10, 10, 10)))
    let load = Load(
      "RAM", on: power.net("V", fedBy: .cell), initial: Mode.low, currents: modeCurrents, leaking: [.low])
    power.setTemperature(milliCelsius: 45_000)
    #expect(power.loadCurrent == 4 * milliampere)
    load.enter(.high)
    #expect(power.loadCurrent == 10 * milliampere)
    load.enter(.low)
    #expect(power.loadCurrent == 4 * milliampere)
    emulation.scheduler.run(until: .seconds(2))
    power.setTemperature(milliCelsius: 25_000)
    emulation.scheduler.run(until: .seconds(3))
    #expect(power.ledger[0].fromCell.typical == Int128(9 * milliampere) * Int128(Tick.perSecond))
  }
}
