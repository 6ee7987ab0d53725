import Machine
import TestBand
import Testing
import World
@testable import Boards

/// The cell on the charger, without firmware: 45 mA up to 4.2 V, until a tenth of that flows.
@Suite struct ChargeCurveTests {
  let emulation = Emulation()

  private func band(percent: Int, setup: BoardSetup = .init()) -> MiBand2 {
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    return MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: percent, setup: setup)
  }

  private func run(until time: Tick, while going: () -> Bool = { true }) {
    let scheduler = emulation.scheduler
    while going() && scheduler.nextDeadline <= time {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
    }
    if going() { scheduler.advance(to: time) }
  }

  private static let set: Int64 = 45_000_000_000
  private let limits = ChargerLimits(isOn: true, current: set, microvolts: 4_200_000)

  @Test(arguments: [25_000, 10_000, 40_000])
  func theCurveReachesItsLevelAndEndsAtATenth(milliCelsius: Int) {
    let band = band(percent: 20)
    band.ambient.milliCelsius = milliCelsius
    let start = band.power.remainingCharge
    var flows: [(since: Tick, flow: ChargerFlow)] = [(0, .off)]
    let watching = band.power.watchSolutions { [emulation, power = band.power] in
      if power.flow != flows.last?.flow { flows.append((emulation.now, power.flow)) }
    }
    defer { watching.end() }
    band.isPluggedIn = true
    band.power.setCharger(limits)
    run(until: .seconds(10 * 3_600)) { band.power.flow.current >= Self.set / 10 }
    let end = emulation.now
    #expect(band.power.flow.mode == .constantVoltage)
    #expect(band.power.flow.current < Self.set / 10 && band.power.flow.current > Self.set * 9 / 100)
    #expect(abs(band.power.microvolts - 4_200_000) <= 1)

    // The coulombs put in are the integral of the current, to the last unit.
    var integral: Int128 = 0
    for (this, next) in zip(flows, flows.dropFirst().map(\.since) + [end]) {
      integral += Int128(this.flow.current) * Int128(next - this.since)
    }
    #expect(integral == band.power.totalChargedIn)
    let out = band.power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(band.power.remainingCharge == start + integral - out)

    // Constant current first, then a current that only falls, but for what steps of the cell's drops make of it: they are
    // followed by events, and 0.2 % of the current is 90 uV over the ohmic and fast resistances.
    let modes = flows.map(\.flow.mode)
    let turn = modes.firstIndex(of: .constantVoltage) ?? 0
    #expect(modes[1..<turn].allSatisfy { $0 == .constantCurrent } && turn > 1)
    #expect(modes[turn...].allSatisfy { $0 == .constantVoltage })
    let rises = zip(flows[turn...], flows[(turn + 1)...]).map { $1.flow.current - $0.flow.current }
    #expect(rises.allSatisfy { $0 <= Self.set / 500 }, "up to \(rises.max() ?? 0) pA")
    #expect(flows[turn].since > .seconds(1_800) && end < .seconds(4 * 3_600))
    #expect(band.power.percent >= 95)
  }

  @Test func anOldCellTakesLess() {
    var setup = BoardSetup()
    setup.cycles = 500
    let band = band(percent: 0, setup: setup)
    band.isPluggedIn = true
    band.power.setCharger(limits)
    run(until: .seconds(10 * 3_600)) { band.power.flow.current >= Self.set / 10 }
    // 80 % of 70 mAh, and a little less for a resistance that ends the charge early.
    let charged = Charge.microampereHours(band.power.totalChargedIn) / 1_000
    #expect(charged > 50 && charged < 57, "\(charged)")
    #expect(abs(Charge.microampereHours(band.power.capacity) - 56_000) < 60)
  }

  @Test func aPowerBankLeavesTheBandAtTheLevelWhereItTakesTooLittle() {
    var setup = BoardSetup()
    setup.chargeSource = ChargeSourcePlan(.bank)
    setup.overrides = [
      "power bank.minimum load": ChargeSourceCoefficients.documented.bankMinimum.overridden(
        20_000, 20_000, 20_000, at: "")
    ]
    let band = band(percent: 50, setup: setup)
    band.isPluggedIn = true
    band.power.setCharger(limits)
    run(until: .seconds(10 * 3_600))
    #expect(!band.power.isOnBus && band.isPluggedIn)
    #expect(band.power.percent > 60 && band.power.percent < 97, "\(band.power.percent)")
  }
}
