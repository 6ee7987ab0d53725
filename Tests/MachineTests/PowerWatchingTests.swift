import Machine
import Testing

@Suite struct PowerWatchingTests {
  /// What one who watches was told.
  private final class Log {
    var placements: [String] = []
    var solutions: [String] = []
    private unowned let power: PowerSystem

    init(_ power: PowerSystem) { self.power = power }

    func watch() -> [Subscription] {
      [
        power.watchLoads { [unowned self] load in
          placements.append("\(load.index) \(load.component) \(load.accountedState) \(load.drawn.typical)")
        },
        power.watchSolutions { [unowned self] in
          solutions.append("\(power.currentFromCell) \(power.busOutput) \(power.flow.current)")
        },
      ]
    }
  }

  private enum Lamp: String, LoadState { case dark, lit }

  @Test func changesAreToldOnceAndInOrderToEverybody() {
    let emulation = Emulation()
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_700))
    let net = power.net("VSYS", fedBy: .system)
    func band(_ current: Int64) -> CurrentBand { CurrentBand(low: current, typical: current, high: current) }
    let lamp = Load("lamp", on: net, initial: Lamp.dark, currents: [.dark: band(5), .lit: band(1_000)])
    let other = Load("other", on: net, initial: Lamp.dark, currents: [.dark: band(7), .lit: band(70)])
    let (log, later) = (Log(power), Log(power))
    var watching = log.watch()
    lamp.enter(.lit)
    lamp.enter(.lit)
    emulation.scheduler.advance(to: 1_000)
    let laterWatching = later.watch()
    power.setBus(limit: 1_000_000)
    other.enter(.lit, drawing: band(71))
    #expect(
      log.placements == [
        "0 lamp lit 1000", "0 lamp lit 1000", "1 other dark 7", "1 other lit 71",
      ])
    #expect(log.solutions == ["1007 0 0", "0 1007 0", "0 1071 0"])
    #expect(later.placements == Array(log.placements[1...]) && later.solutions == Array(log.solutions[1...]))
    #expect(watching.count == 2)
    watching = []
    lamp.enter(.dark)
    #expect(log.placements.count == 4 && later.placements.count == 4)
    for each in laterWatching { each.end() }
    lamp.enter(.lit)
    #expect(later.placements.count == 4)
    #expect(power.loads.map(\.component) == ["lamp", "other"])
  }

  @Test func timeWithoutPowerIsAStateOfItsOwn() {
    let emulation = Emulation()
    let power = PowerSystem(emulation, source: BenchSupply(millivolts: 3_700), charge: 0)
    let net = power.net("VBAT", fedBy: .cell)
    let lamp = Load("lamp", on: net, initial: Lamp.lit, currents: [.dark: .zero, .lit: .zero])
    #expect(lamp.accountedState == (lamp.isPowered ? "lit" : "unpowered"))
    #expect(lamp.accountedRow == (lamp.isPowered ? 1 : 2))
  }
}
