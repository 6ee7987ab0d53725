import Testing

@testable import Machine

/// A harvester that charges a capacitor or a cell. What is expected is arithmetic without the solver.
@Suite struct HarvesterTests {
  /// Of 1 nF at 1 uV, in pA·ticks.
  private static let unit = Int128(Tick.perSecond) / 1_000
  private static let capacitance: Int64 = 100_000_000
  private let emulation = Emulation()
  private let cell = StraightCell()

  /// 100 mF without a leakage.
  private func capacitor(_ microvolts: Int64, full: Int64 = 4_500_000) -> Supply {
    var plan = CapacitorSupply(nanofarads: Self.capacitance, microvolts: microvolts)
    (plan.milliohms, plan.leakage, plan.fullMicrovolts) = (200, 0, full)
    return .capacitor(plan)
  }

  private func machine(_ emulation: Emulation) -> (power: PowerSystem, load: Load<Mode>) {
    let power = PowerSystem(emulation, source: cell, charge: cell.capacity / 2)
    return (power, Load("SoC", on: power.net("VBAT", fedBy: .cell), initial: Mode.off, currents: modeCurrents))
  }

  @Test func aCurrentFillsItAndIsTurnedAwayUntilTheHysteresis() throws {
    let (power, load) = machine(emulation)
    power.setSupply(capacitor(2_000_000, full: 3_000_000))
    power.setHarvest(.current(20_000_000))
    #expect(!power.isCellConnected)
    // 100 mC at 20 uA.
    emulation.scheduler.run(until: .seconds(6_000))
    let full = try #require(power.storeAccount)
    #expect(power.isCellConnected && power.microvolts == 3_000_000)
    #expect(full.harvested == 20_000_000 * Int128(Tick.seconds(5_000)))
    #expect(full.turnedAway == 20_000_000 * Int128(Tick.seconds(1_000)))
    #expect(full.end == full.start + full.harvested && full.lost == 0)
    load.enter(.high)
    emulation.scheduler.run(until: .seconds(6_001))
    // At 10 mA the 35 mV take 0.35 s; a voltage is below the next microvolt until then.
    let refused = Tick(34_999 * Int128(Self.capacitance) * Self.unit / Int128(10 * milliampere) + 1)
    let account = try #require(power.storeAccount)
    #expect(account.turnedAway - full.turnedAway == 20_000_000 * Int128(refused))
    #expect(account.harvested - full.harvested == 20_000_000 * Int128(Tick.seconds(1) - refused))
    #expect(account.taken == Int128(10 * milliampere) * Int128(Tick.seconds(1)))
  }

  @Test func aPowerRaisesTheSquareOfTheVoltage() throws {
    let (power, _) = machine(emulation)
    power.setSupply(capacitor(2_500_000))
    power.setHarvest(.power(nanowatts: 100_000_000, openCircuit: 1_000_000))
    let end = Tick.milliseconds(3_750)
    // The rule in whole numbers: 80 % of 100 mW over the voltage of the last reading, less 330 nA.
    let whole = 4_500_000 * Int128(Self.capacitance) * Self.unit
    var (charge, time) = (2_500_000 * Int128(Self.capacitance) * Self.unit, Tick(0))
    var harvested: Int128 = 0
    while time < end {
      let current = 80_000_000 * 1_000_000_000 / (charge / (Int128(Self.capacitance) * Self.unit))
      let ticks = min(Tick(whole / 20_000 / (current - 330_000) + 1), end - time)
      charge += (current - 330_000) * Int128(ticks)
      harvested += current * Int128(ticks)
      time += ticks
    }
    emulation.scheduler.run(until: end)
    let account = try #require(power.storeAccount)
    #expect(account.end == charge && account.harvested == harvested)
    #expect(account.lost == 330_000 * Int128(end) && account.taken == 0)
    // And in closed form: 0.3 J are half of 0.1 F times 3.5 V squared less 2.5 V squared.
    let volts = Double(account.end) / Double(Int128(Self.capacitance) * Self.unit) / 1e6
    #expect(abs(volts - 3.5) < 225e-6)
  }

  @Test func aColdStartNeedsMore() throws {
    func current(_ source: HarvestSource, at microvolts: Int64) throws -> Int64 {
      let (power, _) = machine(Emulation())
      power.setSupply(capacitor(microvolts))
      power.setHarvest(source)
      return try #require(power.side).harvest
    }
    func source(_ microwatts: Int64, _ millivolts: Int64) -> HarvestSource {
      .power(nanowatts: microwatts * 1_000, openCircuit: millivolts * 1_000)
    }
    // 80 % of 50 uW at 2 V; of the 1.77 V at which a cold start ends on; 5 % below.
    #expect(try current(source(50, 1_000), at: 2_000_000) == 20_000_000)
    #expect(try current(source(50, 1_000), at: 1_770_000) == 22_598_870)
    #expect(try current(source(50, 1_000), at: 1_769_999) == 1_412_430)
    // 130 mV keep it running; 600 mV and 15 uW start it.
    #expect(try current(source(50, 130), at: 2_000_000) == 20_000_000)
    #expect(try current(source(50, 129), at: 2_000_000) == 0)
    #expect(try current(source(50, 599), at: 1_000_000) == 0)
    #expect(try current(source(50, 600), at: 1_000_000) == 2_500_000)
    #expect(try current(source(14, 1_000), at: 1_000_000) == 0)
    #expect(try current(source(15, 1_000), at: 1_000_000) == 750_000)
    // 200 lux are 12.5 uA at 1.5 V, and light is proportional.
    #expect(try current(.light(millilux: 200_000), at: 3_000_000) == 5_000_000)
    #expect(try current(.light(millilux: 1_000_000), at: 3_000_000) == 25_000_000)
    // A source with a regulator of its own knows no cold.
    #expect(try current(.current(7), at: 0) == 7)
  }

  @Test func itsLevelIsCrossedAtTheExactTick() throws {
    let (power, _) = machine(emulation)
    power.setSupply(capacitor(1_769_900))
    // 5 % of 1 W at 1.77 V: 28 mA, which take 0.35 ms for the last 0.1 mV.
    power.setHarvest(.power(nanowatts: 1_000_000_000, openCircuit: 1_000_000))
    let current = try #require(power.side).harvest
    let (cold, warm): (Int64, Int64) = (50_000_000_000_000_000 / 1_769_900, 800_000_000_000_000_000 / 1_770_000)
    #expect(current == cold)
    let left = 100 * Int128(Self.capacitance) * Self.unit
    let tick = Tick((left + Int128(current - 330_000) - 1) / Int128(current - 330_000))
    emulation.scheduler.run(until: tick - 1)
    #expect(power.side?.harvest == current)
    emulation.scheduler.run(until: tick)
    #expect(try #require(power.side).harvest == warm)
  }

  @Test func itChargesTheCellToo() throws {
    let (power, load) = machine(emulation)
    load.enter(.low)
    emulation.scheduler.run(until: .seconds(1))
    power.setHarvest(.current(20_000_000))
    emulation.scheduler.run(until: .seconds(11))
    power.setHarvest(.off)
    emulation.scheduler.run(until: .seconds(12))
    let harvested = 20_000_000 * Int128(Tick.seconds(10))
    let taken = Int128(milliampere) * Int128(Tick.seconds(12))
    #expect(power.remainingCharge == cell.capacity / 2 + harvested - taken)
    #expect(power.totalChargedIn == harvested)
    let account = try #require(power.storeAccount)
    #expect(account.harvested == harvested && account.charged == 0 && account.lost == 0)
    #expect(account.taken == Int128(milliampere) * Int128(Tick.seconds(11)))
  }

  @Test func aLaboratorySupplyTakesNothing() {
    let (power, _) = machine(emulation)
    power.setHarvest(.current(20_000_000))
    power.setSupply(.bench(microvolts: 3_000_000))
    emulation.scheduler.run(until: .seconds(10))
    #expect(power.storeAccount == nil && power.totalChargedIn == 0)
    power.setSupply(.cell)
    emulation.scheduler.run(until: .seconds(11))
    #expect(power.storeAccount?.harvested == 20_000_000 * Int128(Tick.perSecond))
  }

  @Test func neitherSlicesNorSnapshotsChangeIt() throws {
    func begin(_ emulation: Emulation) -> (power: PowerSystem, load: Load<Mode>) {
      let machine = machine(emulation)
      machine.power.setSupply(capacitor(3_000_000, full: 3_010_000))
      machine.power.setHarvest(.power(nanowatts: 50_000_000, openCircuit: 1_000_000))
      machine.load.enter(.low)
      return machine
    }
    let whole = begin(emulation)
    emulation.scheduler.run(until: .seconds(100))
    #expect((whole.power.storeAccount?.turnedAway ?? 0) > 0)
    let other = Emulation()
    let cut = begin(other)
    for second in 1...9 as ClosedRange<UInt64> {
      other.scheduler.run(until: .seconds(second * 10) + second)
      let snapshot = try other.json()
      cut.power.setHarvest(.off)
      cut.power.setSupply(.cell)
      try other.restore(json: snapshot)
    }
    other.scheduler.run(until: .seconds(100))
    #expect(try other.json() == emulation.json())
  }

  @Test func hostileSourcesAreHeld() {
    let (power, _) = machine(emulation)
    for source in [
      HarvestSource.current(.max), .current(.min), .power(nanowatts: .max, openCircuit: .max), .light(millilux: .max),
      .power(nanowatts: .min, openCircuit: .min), .light(millilux: .min),
    ] {
      power.setSupply(capacitor(0))
      power.setHarvest(source)
      emulation.scheduler.run(until: emulation.now + .seconds(1))
      power.setSupply(.cell)
    }
    #expect(power.microvolts > 0)
  }
}
