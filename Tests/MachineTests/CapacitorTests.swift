import Testing

@testable import Machine

/// A capacitor in the cell's place. What is expected is C = Q/V and Q = It in whole numbers, without the solver.
@Suite struct CapacitorTests {
  /// Of 1 nF at 1 uV, which is 10^-15 C, in pA·ticks.
  private static let unit = Int128(Tick.perSecond) / 1_000
  private let emulation = Emulation()
  private let cell = StraightCell()

  /// 100 mF at 3 V behind 200 mOhm, cut off at 2.2 V, on again at 2.3 V.
  private var plan: CapacitorSupply {
    var plan = CapacitorSupply(nanofarads: 100_000_000, microvolts: 3_000_000)
    plan.milliohms = 200
    plan.leakage = 0
    plan.fullMicrovolts = 4_500_000
    plan.cutOffMicrovolts = 2_200_000
    plan.releaseMicrovolts = 2_300_000
    return plan
  }

  private func machine(_ emulation: Emulation) -> (power: PowerSystem, load: Load<Mode>) {
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    return (power, Load("SoC", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents))
  }

  /// The first tick at which 100 mF have fallen by more than `microvolts`, at `current` pA.
  private func tick(past microvolts: Int128, _ current: Int128) -> Tick {
    Tick(microvolts * 100_000_000 * Self.unit / current + 1)
  }

  @Test func aComparatorHearsOfItsVoltageAtTheExactTick() {
    let (power, load) = machine(emulation)
    var heard: [Tick] = []
    power.watch("low", millivolts: 2_500, hysteresis: 100) { _ in heard.append(emulation.now) }
    power.setSupply(.capacitor(plan))
    #expect(power.microvolts == 3_000_000)
    load.enter(.high)
    #expect(power.microvolts == 3_000_000 - 2_000)
    // 10 mA at 200 mOhm are 2 mV: below 2.5 V is less than 2.502 V inside.
    let expected = tick(past: 498_000, Int128(10 * milliampere))
    emulation.scheduler.run(until: expected - 1)
    #expect(heard.isEmpty)
    emulation.scheduler.run(until: .seconds(6))
    #expect(heard == [expected])
    // 10 mA take 0.1 V a second of 100 mF. The voltage was read at most one of 20,000 parts of 4.5 V before.
    #expect(power.storeAccount?.end == 2_400_000 * 100_000_000 * Self.unit)
    #expect((2_398_000...2_398_225).contains(power.microvolts))
    #expect(power.remainingCharge == cell.capacity / 2)
  }

  @Test func itDisconnectsAtTheExactTickAndRecovers() {
    let (power, load) = machine(emulation)
    power.setSupply(.capacitor(plan))
    load.enter(.high)
    let off = tick(past: 798_000, Int128(10 * milliampere))
    emulation.scheduler.run(until: off - 1)
    #expect(load.isPowered)
    emulation.scheduler.run(until: off)
    #expect(!load.isPowered && power.microvolts == 2_201_999)
    emulation.scheduler.run(until: .seconds(20))
    #expect(!load.isPowered && power.microvolts == 2_201_999)
    // The charger brings 1 mA: 97.801 mV to the release, with 0.2 mV at the resistance.
    power.setBus(limit: 100 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: milliampere, microvolts: 4_200_000))
    #expect(power.flow == ChargerFlow(mode: .constantCurrent, current: milliampere))
    emulation.scheduler.run(until: .seconds(29))
    #expect(!load.isPowered)
    emulation.scheduler.run(until: .seconds(30))
    #expect(load.isPowered)
    let taken = power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(power.storeAccount?.taken == taken)
    #expect(power.storeAccount?.charged == Int128(milliampere) * Int128(Tick.seconds(10)))
  }

  @Test func itLeaksUntilItIsEmpty() throws {
    var leaky = plan
    leaky.nanofarads = 1_000_000
    leaky.microvolts = 2_000_000
    leaky.leakage = 2_000_000
    let (power, load) = machine(emulation)
    power.setSupply(.capacitor(leaky))
    load.enter(.high)
    // Below the cut-off from the first moment on.
    #expect(!load.isPowered)
    // 2 mC at 2 uA.
    emulation.scheduler.run(until: .seconds(999))
    #expect(power.microvolts > 0)
    emulation.scheduler.run(until: .seconds(2_000))
    let account = try #require(power.storeAccount)
    #expect(account.end == 0 && account.lost == account.start && account.taken == 0 && power.microvolts == 0)
    #expect(account.start == Int128(2_000_000) * 1_000_000 * Self.unit)
    #expect(account.lost == Int128(2_000_000) * Int128(Tick.seconds(1_000)))
    #expect(emulation.scheduler.nextDeadline == .max)
  }

  @Test func theLedgerClosesToTheLastUnit() throws {
    var leaky = plan
    leaky.leakage = 1_234_567
    let (power, load) = machine(emulation)
    power.setSupply(.capacitor(leaky))
    for step in 1...200 {
      load.enter(step % 3 == 0 ? .high : step % 3 == 1 ? .low : .off)
      emulation.scheduler.run(until: Tick(step) * 123_456_789)
    }
    let account = try #require(power.storeAccount)
    let taken = power.ledger.reduce(Int128(0)) { $0 + $1.fromCell.typical }
    #expect(account.taken == taken && taken > 0)
    #expect(account.lost == Int128(1_234_567) * Int128(emulation.now))
    #expect(account.start - account.end == taken + account.lost)
  }

  @Test func thePacksOwnLoadsGoWithTheCell() {
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    let own = Load("self", on: power.net("CELL", fedBy: .bareCell), initial: Mode.high, currents: modeCurrents)
    power.setSupply(.capacitor(plan))
    #expect(!own.isPowered && power.currentFromCell == 0)
    emulation.scheduler.run(until: .seconds(10))
    #expect(power.storeAccount?.end == power.storeAccount?.start)
    power.setSupply(.cell)
    #expect(own.isPowered && power.storeAccount == nil && power.remainingCharge == cell.capacity / 2)
    emulation.scheduler.run(until: .seconds(20))
    #expect(cell.capacity / 2 - power.remainingCharge == Int128(10 * milliampere) * Int128(Tick.seconds(10)))
  }

  @Test func nothingIsLetInAboveItsFullVoltage() {
    var small = plan
    small.nanofarads = 1_000_000
    small.fullMicrovolts = 3_300_000
    let (power, _) = machine(emulation)
    power.setSupply(.capacitor(small))
    power.setBus(limit: 100 * milliampere)
    power.setCharger(ChargerLimits(isOn: true, current: milliampere, microvolts: 4_200_000))
    // 1 mF from 3 to 3.3 V at 1 mA: 0.3 s.
    emulation.scheduler.run(until: .milliseconds(300) - 1)
    #expect(power.flow.current == milliampere)
    emulation.scheduler.run(until: .seconds(2))
    #expect(power.flow.current == 0 && power.microvolts == 3_300_000)
    #expect(power.storeAccount?.charged == Int128(milliampere) * Int128(Tick.milliseconds(300)))
  }

  @Test func neitherSlicesNorSnapshotsChangeIt() throws {
    var leaky = plan
    leaky.leakage = 5_000_000
    let whole = machine(emulation)
    whole.power.setSupply(.capacitor(leaky))
    whole.load.enter(.high)
    emulation.scheduler.run(until: .seconds(9))
    let expected = try emulation.json()

    let other = Emulation()
    let cut = machine(other)
    cut.power.setSupply(.capacitor(leaky))
    cut.load.enter(.high)
    for time in [Tick(1), 7_777_777, .seconds(2), .seconds(7) + 13, .seconds(8)] {
      other.scheduler.run(until: time)
      // Into a machine that is on its cell, and back.
      let snapshot = try other.json()
      cut.power.setSupply(.cell)
      try other.restore(json: snapshot)
    }
    other.scheduler.run(until: .seconds(9))
    #expect(try other.json() == expected)
    #expect(!cut.load.isPowered)
  }

  @Test func hostilePlansAreHeld() {
    let power = PowerSystem(emulation, source: cell)
    var wild = CapacitorSupply(nanofarads: .max, microvolts: .max)
    (wild.milliohms, wild.leakage, wild.cutOffMicrovolts, wild.releaseMicrovolts) = (.min, .max, .min, .min)
    power.setSupply(.capacitor(wild))
    emulation.scheduler.run(until: .seconds(1))
    #expect(power.microvolts > 97_000_000)
    wild = CapacitorSupply(nanofarads: .min, microvolts: .min)
    (wild.fullMicrovolts, wild.cutOffMicrovolts) = (.min, .max)
    power.setSupply(.capacitor(wild))
    emulation.scheduler.run(until: .seconds(2))
    #expect(power.microvolts == 0 && !power.isCellConnected)
  }
}
