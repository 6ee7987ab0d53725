import SeededRandom
import Testing

@testable import Machine

/// A machine with several nets and loads, to which a seeded history happens.
private struct Bench {
  let emulation = Emulation()
  let cell: StraightCell
  let power: PowerSystem
  let loads: [Load<Mode>]
  let start: Int128

  init(startPercent: Int128) {
    cell = StraightCell(milliampereHours: 2, empty: 2_700_000, milliohms: 900)
    cell.transientMilliohms = 700
    cell.halfLife = .seconds(3)
    (cell.fastMilliohms, cell.fastHalfLife) = (600, .milliseconds(30))
    (cell.chargeLimit, cell.ageing) = (milliampere, 1_000)
    cell.fade = 10
    cell.cold = 100
    start = cell.capacity * startPercent / 100
    power = PowerSystem(emulation, source: cell, charge: start)
    let nets = [
      power.net("VBAT", fedBy: .cell),
      power.net("VSYS", fedBy: .system),
      power.net(
        "V18", fedBy: .system,
        through: .stepDown(
          outputMillivolts: 1_800, lowEfficiency: 750, typicalEfficiency: 850, highEfficiency: 930)),
      power.net("VDD", fedBy: .system, through: .constantPower(nominalMillivolts: 3_700)),
      power.net(
        "V12", fedBy: .system,
        through: .converter(
          outputMillivolts: 1_200,
          efficiency: [
            EfficiencyStep(from: 0, low: 500, typical: 600, high: 700),
            EfficiencyStep(from: 5 * milliampere, low: 800, typical: 850, high: 900),
            EfficiencyStep(from: 15 * milliampere, low: 700, typical: 750, high: 800),
          ])),
    ]
    loads = (0..<15).map {
      Load(
        "load\($0)", on: nets[$0 % 5], initial: Mode.off, currents: modeCurrents,
        bypassing: $0 % 2 == 0 ? [.low] : [], leaking: $0 % 3 == 0 ? [.low, .high] : [])
    }
    let shed = loads[3]
    power.watch("low", millivolts: 3_300, hysteresis: 100) { if $0 { shed.enter(.off) } }
  }

  func act(_ random: inout SplitMix) {
    switch Int.random(in: 0..<14, using: &random) {
    case 0: power.setBus(limit: Int64.random(in: 1...60, using: &random) * milliampere)
    case 1: power.setBus(limit: nil)
    case 2:
      power.setCharger(
        ChargerLimits(
          isOn: Bool.random(using: &random), current: Int64.random(in: 1...40, using: &random) * milliampere,
          microvolts: Int64.random(in: 4_000_000...4_300_000, using: &random)))
    case 4: power.setTemperature(milliCelsius: Int.random(in: -20_000...50_000, using: &random))
    case 3:
      let current = Int64.random(in: 0...20_000_000_000, using: &random)
      loads.randomElement(using: &random)?.enter(
        .high, drawing: CurrentBand(low: current / 2, typical: current, high: current &* 2))
    default: loads.randomElement(using: &random)?.enter(Mode.allCases.randomElement(using: &random) ?? .off)
    }
  }

  /// Everything that a report could show.
  var outcome: [String] {
    power.ledger.map { "\($0)" } + [
      "\(power.remainingCharge) \(power.totalChargedIn) \(power.microvolts) \(power.flow)"
    ]
  }
}

@Suite struct PowerSystemLedgerTests {
  /// Plays a history, with time cut into pieces of at most `slice`, and looking at the books on the way if asked.
  private func play(seed: UInt64, slice: Tick, looks: Bool = false) throws -> Bench {
    var random = SplitMix(seed: seed)
    let bench = Bench(startPercent: Int128(random.next() % 101))
    var time: Tick = 0
    for _ in 0..<300 {
      time += UInt64.random(in: 0...(4 * Tick.perSecond), using: &random)
      while bench.emulation.now < time {
        bench.emulation.scheduler.run(until: min(time, bench.emulation.now + slice))
        if looks {
          _ = bench.power.ledger
          _ = bench.power.saveState()
        }
      }
      bench.act(&random)
    }
    return bench
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func theRowsAddUpToWhatTheCellLost(seed: UInt64) throws {
    let bench = try play(seed: seed, slice: .max / 4)
    let rows = bench.power.ledger
    let spent = rows.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(spent == bench.start - bench.power.remainingCharge + bench.power.totalChargedIn)
    // Each load is in one state at a time.
    for load in bench.loads {
      let time = rows.filter { $0.component == load.component }.reduce(Tick(0)) { $0 + $1.ticks }
      #expect(time == bench.emulation.now)
    }
    for row in rows {
      #expect(row.fromCell.low <= row.fromCell.typical && row.fromCell.typical <= row.fromCell.high)
      if row.state == "unpowered" { #expect(row.fromCell == ChargeBand() && row.fromBus == ChargeBand()) }
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func nothingDependsOnHowTheRunIsCut(seed: UInt64) throws {
    let whole = try play(seed: seed, slice: .max / 4).outcome
    #expect(try play(seed: seed, slice: .milliseconds(333), looks: true).outcome == whole)
    #expect(try play(seed: seed, slice: 123_456_789).outcome == whole)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func aRestoredMachineContinuesAsTheSavedOneDid(seed: UInt64) throws {
    var random = SplitMix(seed: 1_000 + seed)
    let first = Bench(startPercent: 60)
    func step(_ bench: Bench, _ random: inout SplitMix) {
      let pause = UInt64.random(in: 0...(4 * Tick.perSecond), using: &random)
      bench.emulation.scheduler.run(until: bench.emulation.now + pause)
      bench.act(&random)
    }
    for _ in 0..<100 { step(first, &random) }
    first.emulation.scheduler.run(until: first.emulation.now + 12_345_678)
    let saved = try first.emulation.json()

    let second = Bench(startPercent: 10)
    try second.emulation.restore(json: saved)
    #expect(try second.emulation.json() == saved)
    #expect(second.outcome == first.outcome)
    #expect(second.loads.map(\.state) == first.loads.map(\.state))
    var again = random
    for _ in 0..<100 {
      step(first, &random)
      step(second, &again)
    }
    #expect(try second.emulation.json() == first.emulation.json())
    #expect(second.outcome == first.outcome)
  }
}
