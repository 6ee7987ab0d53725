import Machine
import Parts
import Testing

@testable import BandLogic

/// What the gauge shows beside the truth, over patterns of charging, use, cold and age.
@Suite struct GaugePatternTests {
  /// The band's cell, as the board documents it, and how it may differ.
  private static func cell(
    cycles: Int = 0, capacity: Double = 70, resistance: Double = 1, seconds: Double = 100
  ) -> (Double, Double, Double, Double) -> CellPlant.Point {
    CellPlant.emulated(
      coefficients(capacity: capacity, resistance: resistance, seconds: seconds), cycles: cycles)
  }

  static func coefficients(capacity: Double = 70, resistance: Double = 1, seconds: Double = 100) -> Cell.Coefficients {
    var next = Cell.Coefficients.documented
    func set(_ path: WritableKeyPath<Cell.Coefficients, Coefficient>, _ value: Double) {
      next[keyPath: path] = next[keyPath: path].overridden(value, value, value, at: "the test")
    }
    set(\.capacity, capacity)
    for path in [\Cell.Coefficients.ohmic, \.fast, \.slow] { set(path, next[keyPath: path].typical * resistance) }
    set(\.slowTime, seconds)
    return next
  }

  /// A pattern: where it starts, the cell's cycles, and what happens.
  struct Pattern: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var percent: Double
    var cycles = 0
    /// The most that may be wrong, in points, with the band's cell and with others.
    var limit = 3.0
    var other: Double? = 4.0
    var body: @Sendable (GaugeBench) -> Void
  }

  static let patterns: [Pattern] = [
    Pattern(testDescription: "unplugged half-way, twice", percent: 30) {
      $0.run(minutes: 2)
      $0.plug()
      $0.run(minutes: 30)
      $0.unplug()
      $0.run(minutes: 8)
      $0.plug()
      $0.run(minutes: 20)
      $0.unplug()
      $0.run(hours: 1)
    },
    Pattern(testDescription: "to full, with short interruptions", percent: 30) {
      $0.run(minutes: 2)
      $0.plug()
      $0.run(hours: 3)
      $0.unplug()
      $0.run(minutes: 1)
      $0.plug()
      $0.run(minutes: 4)
      $0.unplug()
      $0.run(hours: 3)
    },
    Pattern(testDescription: "from nothing", percent: 0) {
      $0.plug()
      $0.run(hours: 3.5)
    },
    Pattern(testDescription: "from 95, again and again", percent: 95) { bench in
      for _ in 0..<6 {
        bench.plug()
        bench.run(minutes: 5)
        bench.unplug()
        bench.run(minutes: 30)
      }
    },
    Pattern(testDescription: "forty short plugs", percent: 20) { bench in
      for _ in 0..<40 {
        bench.plug()
        bench.run(minutes: 2)
        bench.unplug()
        bench.run(minutes: 3)
      }
    },
    Pattern(testDescription: "a loose contact", percent: 40) { bench in
      for _ in 0..<600 {
        bench.plug()
        bench.run(1.3)
        bench.unplug()
        bench.run(0.7)
      }
      bench.run(hours: 1)
    },
    Pattern(testDescription: "a weak source: 10 mA", percent: 40) {
      $0.plug(10)
      $0.run(hours: 4)
      $0.unplug()
      $0.run(hours: 1)
    },
    Pattern(testDescription: "next to nothing: 2 mA", percent: 40) {
      $0.plug(2)
      $0.run(hours: 4)
    },
    Pattern(testDescription: "charging at -2 degrees", percent: 30, other: nil) {
      $0.run(minutes: 1)
      $0.plant.celsius = -2
      $0.run(minutes: 1)
      $0.plug()
      $0.run(minutes: 60)
      $0.unplug()
      $0.run(hours: 5)
    },
    Pattern(testDescription: "pauses in the heat", percent: 30, other: 5) { bench in
      bench.plug()
      for _ in 0..<5 {
        bench.plant.celsius = 30
        bench.run(minutes: 12)
        bench.plant.celsius = 50
        bench.run(minutes: 9)
      }
      bench.plant.celsius = 30
      bench.run(hours: 1)
    },
    Pattern(testDescription: "charging at 45 degrees", percent: 30) {
      $0.run(minutes: 1)
      $0.plant.celsius = 45
      $0.plug()
      $0.run(hours: 2.5)
      $0.unplug()
      $0.run(hours: 50)
    },
    Pattern(testDescription: "ten days of frost", percent: 80) {
      $0.plant.celsius = 0
      $0.plant.load = 0.06
      $0.run(hours: 240)
    },
    Pattern(testDescription: "full, then weeks of wear", percent: 100) {
      $0.plug()
      $0.run(hours: 1)
      $0.unplug()
      $0.plant.load = 0.09
      $0.run(hours: 24 * 25)
    },
    Pattern(testDescription: "warm days, cool nights", percent: 90) { bench in
      bench.plant.load = 0.08
      for _ in 0..<20 {
        bench.plant.celsius = 31
        bench.run(hours: 16)
        bench.plant.celsius = 12
        bench.run(hours: 8)
      }
    },
    Pattern(testDescription: "storage, with losses that nobody counts", percent: 60) {
      $0.plant.load = 0.03
      $0.plant.unseen = 0.0064
      $0.run(hours: 24 * 50)
    },
    Pattern(testDescription: "heavy use: 8 mA", percent: 90) {
      $0.isQuiet = false
      $0.plant.load = 8
      $0.run(hours: 7)
    },
    Pattern(testDescription: "a counter that is off by 2 %", percent: 10) {
      $0.plant.gain = 1.02
      $0.plug()
      $0.run(hours: 3)
      $0.unplug()
      $0.plant.load = 0.5
      $0.run(hours: 100)
    },
    Pattern(testDescription: "resets, with RAM and without", percent: 30) {
      $0.plug()
      $0.run(minutes: 25)
      $0.reset(keepsRAM: true)
      $0.run(minutes: 20)
      $0.unplug()
      $0.run(hours: 10)
      $0.reset(keepsRAM: false)
      $0.run(hours: 5)
    },
    Pattern(testDescription: "after 300 cycles", percent: 30, cycles: 300, other: nil) {
      $0.run(minutes: 2)
      $0.plug()
      $0.run(hours: 3)
      $0.unplug()
      $0.run(hours: 30)
    },
    Pattern(testDescription: "wear after 500 cycles", percent: 80, cycles: 500, other: nil) {
      $0.plant.load = 0.2
      $0.run(hours: 200)
    },
    Pattern(testDescription: "charging after 500 cycles", percent: 10, cycles: 500, limit: 4, other: nil) {
      $0.run(minutes: 2)
      $0.plug()
      $0.run(hours: 3)
    },
  ]

  /// What is shown of the emulated cell lies within three points of the truth, and moves by two in a minute at most.
  @Test(arguments: patterns)
  func ofTheBandsCell(pattern: Pattern) {
    let bench = GaugeBench(CellPlant(percent: pattern.percent, law: Self.cell(cycles: pattern.cycles)))
    pattern.body(bench)
    #expect(bench.worst <= pattern.limit, "\(bench.worst) points after \(Int(bench.worstAt)) s")
    #expect(bench.worstJump <= 2)
  }

  /// It is not made for that cell alone.
  @Test(arguments: patterns.filter { $0.other != nil })
  func ofAnotherCell(pattern: Pattern) {
    let bench = GaugeBench(CellPlant(percent: pattern.percent, law: CellPlant.other(Self.coefficients())))
    pattern.body(bench)
    #expect(bench.worst <= pattern.other ?? 0, "\(bench.worst) points after \(Int(bench.worstAt)) s")
    #expect(bench.worstJump <= 2)
  }

  /// A cell started in the frost shows what its voltage says, and that may be off by what the cold hides.
  @Test func startedInTheFrost() {
    let bench = GaugeBench(CellPlant(percent: 57, law: Self.cell()))
    bench.plant.celsius = -2
    bench.plant.step(0.1, set: 0)
    bench.reset(keepsRAM: false)
    bench.forgive()
    bench.run(hours: 5)
    #expect(bench.worst <= 3)
  }
}
