import Machine
import Testing

@testable import Parts

@Suite struct RadioTests {
  let rig = Rig()

  /// From when on the radio draws so many pA.
  private struct Edge: Equatable {
    let at: Tick
    let current: Int64
  }

  private func radio(
    _ activity: Radio.Activity, seed: UInt64 = 1, on rig: Rig? = nil, net: PowerNet? = nil,
    milliseconds: (advertising: Double, connection: Double) = (2, 2.5)
  ) -> Radio {
    let rig = rig ?? self.rig
    let radio = Radio(
      on: rig.emulation, net: net ?? rig.net, activity: activity, seed: seed,
      coefficients: .init(
        advertisingEvent: coefficient(9_800, .nanocoulombs), connectionEvent: coefficient(12_150, .nanocoulombs),
        advertisingTime: coefficient(milliseconds.advertising / 1_000, .seconds),
        connectionTime: coefficient(milliseconds.connection / 1_000, .seconds)))
    radio.hasTimer = true
    return radio
  }

  private func edges(of rig: Rig, until time: Tick) -> [Edge] {
    var edges: [Edge] = []
    let watching = rig.power.watchLoads {
      if $0.component == "radio" { edges.append(Edge(at: rig.now, current: $0.drawn.typical)) }
    }
    defer { watching.end() }
    rig.run(until: time)
    return edges
  }

  private func charge(_ events: Int, of nanocoulombs: Int128) -> Int128 {
    Int128(events) * nanocoulombs * Charge.perNanocoulomb
  }

  @Test func connectionEventsArePulsesAtTheirTicks() {
    _ = radio(.connected(interval: .seconds(1)))
    let edges = edges(of: rig, until: .seconds(100))
    // 12.15 uC in 2.5 ms each second; the hundredth begins now.
    let expected = (1...100).flatMap { (second: UInt64) in
      [
        Edge(at: .seconds(second), current: 4_860_000_000),
        Edge(at: .seconds(second) + .microseconds(2_500), current: 0),
      ]
    }
    #expect(edges == expected.dropLast())
    #expect(rig.charge("radio", "connected") == charge(99, of: 12_150))
    rig.run(for: .microseconds(2_500))
    #expect(rig.charge("radio", "connected") == charge(100, of: 12_150))
    #expect(rig.power.ledger.first { $0.state == "connected" }?.ticks == 100 * .microseconds(2_500))
  }

  @Test func advertisingEventsComeUpToTenMillisecondsLate() {
    _ = radio(.advertising(interval: .milliseconds(500)))
    let starts = edges(of: rig, until: .seconds(100)).filter { $0.current == 4_900_000_000 }.map(\.at)
    let late = zip([0] + starts, starts).map { $1 - $0 - .milliseconds(500) }
    #expect(late.allSatisfy { $0 <= Radio.longestDelay } && Set(late).count == late.count)
    // Uniform over 0 ... 10 ms: 505 ms in the mean.
    #expect(starts.count == 197 && late.contains { $0 < .milliseconds(1) } && late.contains { $0 > .milliseconds(9) })
    #expect(rig.charge("radio", "advertising") == charge(197, of: 9_800))

    func firstStart(_ seed: UInt64) -> Tick? {
      let other = Rig()
      _ = radio(.advertising(interval: .milliseconds(500)), seed: seed, on: other)
      return edges(of: other, until: .seconds(1)).first?.at
    }
    #expect(firstStart(1) == starts.first && firstStart(2) != starts.first)
  }

  /// A published charge is one at 3 V: behind a converter it is that energy at any voltage of the cell.
  @Test func behindAConverterTheEnergyCounts() {
    let rig = Rig(source: BenchSupply(millivolts: 3_840))
    let net = rig.power.net("V14", fedBy: .cell, through: .constantPower(nominalMillivolts: 3_000))
    _ = radio(.connected(interval: .seconds(1)), on: rig, net: net)
    rig.run(until: .milliseconds(10_500))
    #expect(rig.charge("radio", "connected") == charge(10, of: 12_150) * 3_000 / 3_840)
  }

  @Test func withoutAClockForItsTimerThereIsNoEvent() {
    let radio = radio(.connected(interval: .seconds(1)))
    // Within the second event.
    rig.run(until: .milliseconds(2_001))
    #expect(rig.power.loadCurrent == 4_860_000_000)
    radio.hasTimer = false
    #expect(rig.power.loadCurrent == 0)
    rig.run(until: .seconds(100))
    #expect(rig.charge("radio", "connected") == charge(1, of: 12_150) + charge(1, of: 4_860))
    #expect(radio.activity == .connected(interval: .seconds(1)))
    radio.hasTimer = true
    let expected: [Tick] = [.seconds(101), .milliseconds(101_002) + 768_000, .seconds(102)]
    #expect(edges(of: rig, until: .seconds(102)).map(\.at) == expected)
  }

  @Test func anotherActivityBeginsAnew() {
    let radio = radio(.connected(interval: .seconds(1)))
    rig.run(until: .milliseconds(3_001))
    radio.activity = .connected(interval: .seconds(2))
    let connected: [Tick] = [.milliseconds(5_001), .milliseconds(5_003) + 768_000]
    #expect(edges(of: rig, until: .milliseconds(5_500)).map(\.at) == connected)
    radio.activity = .off
    #expect(edges(of: rig, until: .seconds(20)).isEmpty && rig.power.loadCurrent == 0)
  }

  /// However short the interval and however long the time, an event's charge is its own, and the machine goes on.
  @Test func hostileIntervalsAndTimesAreHeld() {
    for interval in [Tick.min, 1, .max] {
      for time in [-1, 0, 1e-9, 1e9] {
        let rig = Rig()
        let radio = radio(.connected(interval: interval), on: rig, milliseconds: (time, time))
        rig.run(until: .seconds(11))
        radio.hasTimer = false
        let held = interval == .max ? Radio.intervals.upperBound : Radio.intervals.lowerBound
        let length = time < 1 ? Radio.shortestTime : held
        let row = rig.power.ledger.first { $0.state == "connected" }
        // A whole event, and what of another the rest of the time is.
        #expect((row?.ticks ?? 0) >= min(length, .seconds(11) - held))
        let current = Radio.current(coefficient(12_150, .nanocoulombs), over: length).typical
        #expect(row?.fromCell.typical == Int128(current) * Int128(row?.ticks ?? 0))
      }
    }
  }

  /// Cut between two events, in one, and at the start of one.
  @Test(arguments: [Tick.milliseconds(5_500), .milliseconds(6_001), .seconds(6), 9_300_000_000])
  func aSnapshotGoesOnLikeTheOriginal(at time: Tick) throws {
    for activity in [Radio.Activity.connected(interval: .seconds(1)), .advertising(interval: .milliseconds(20))] {
      let (original, copy) = (Rig(), Rig())
      let (_, other) = (radio(activity, on: original), radio(.off, on: copy))
      other.hasTimer = false
      original.run(until: time)
      try copy.restore(original.snapshot())
      #expect(other.activity == activity && copy.power.loadCurrent == original.power.loadCurrent)
      for rig in [original, copy] { rig.run(until: .seconds(30)) }
      #expect(try copy.snapshot() == original.snapshot())
    }
  }

  @Test func aDamagedStateEndsNothing() {
    let radio = radio(.connected(interval: 0))
    rig.run(until: .seconds(1_000))
    for due in [0, Tick.max] {
      for edge in [nil, 0, Tick.max] {
        radio.restoreState(
          Radio.State(activity: .connected(interval: 0), hasTimer: true, due: due, events: .max, edge: edge))
        // Nothing of the past is made up for: two edges each 7.5 ms.
        #expect(rig.run(for: .seconds(1)) < 300)
      }
    }
  }
}
