import CortexM0
import DA14681
import Machine
import Testing

/// Whatever comes on the way into a sleep must end it: the plug, the key, the cable or a byte is moved over the whole way,
/// from the wake-up before to well after the chip is asleep, and each time the band has to answer.
@Suite struct SleepWindowTests {
  private static let step: Tick = .microseconds(40)

  /// Calls `each` at every step of the way that began at `from` and led asleep at `asleep`, with the machine at that
  /// moment.
  private func sweep(
    _ bench: BandOnBench, from start: Checkpoint, until asleep: Tick, each: (Tick) throws -> Void
  ) rethrows -> Int {
    bench.emulation.restore(start)
    var points = 0
    var here = start
    while bench.emulation.now < asleep + .milliseconds(1) {
      here = bench.emulation.checkpoint()
      try each(bench.emulation.now)
      bench.emulation.restore(here)
      bench.run(for: Self.step)
      points += 1
    }
    return points
  }

  @Test(arguments: BandOnBench.Event.allCases)
  func theWayIntoHibernation(event: BandOnBench.Event) throws {
    let bench = try BandOnBench()
    bench.run(for: .seconds(2))
    // Two measurements of an empty battery, a minute apart.
    bench.band.power.setSupply(.bench(microvolts: 2_880_000))
    var start = bench.emulation.checkpoint()
    var isHibernating = false
    while !isHibernating && bench.emulation.now < .seconds(900) {
      #expect(bench.runUntil(.run, atMost: .seconds(61)))
      start = bench.emulation.checkpoint()
      isHibernating = bench.runUntil(.hibernation, atMost: .milliseconds(200))
    }
    #expect(isHibernating)
    let asleep = bench.emulation.now
    let began = start.now
    let resets = bench.band.soc.resets
    var lost: [Tick] = []
    let points = sweep(bench, from: start, until: asleep) { moment in
      bench.happen(event)
      // Either it never hibernates, or it starts anew.
      bench.run(for: asleep - began + .milliseconds(60))
      if bench.band.soc.mode == .hibernation { lost.append(moment) }
      if bench.band.soc.resets == resets && bench.band.soc.mode == .off { lost.append(moment) }
    }
    #expect(points > 40, "\(points) points over \(asleep - began) ticks")
    #expect(lost.isEmpty, "lost \(lost.count) of \(points), from \(lost.first.map { $0 - began } ?? 0) ticks on")
  }

  @Test(arguments: BandOnBench.Event.allCases)
  func theWayIntoDeepSleep(event: BandOnBench.Event) throws {
    let bench = try BandOnBench()
    bench.run(for: .seconds(20))
    #expect(bench.runUntil(.run, atMost: .seconds(10)))
    let start = bench.emulation.checkpoint()
    #expect(bench.runUntil(.extendedSleep, atMost: .milliseconds(200)))
    let asleep = bench.emulation.now
    let before = ["touches", "charge_state", "link_attaches"].map(bench.count)
    var lost: [Tick] = []
    let points = sweep(bench, from: start, until: asleep) { moment in
      bench.happen(event)
      bench.run(for: asleep - start.now + .milliseconds(20))
      let after = ["touches", "charge_state", "link_attaches"].map(bench.count)
      if after == before { lost.append(moment) }
    }
    #expect(points > 40, "\(points) points")
    #expect(lost.isEmpty, "lost \(lost.count) of \(points), from \(lost.first.map { $0 - start.now } ?? 0) ticks on")
  }

  /// With the cable the band waits in WFI: a byte is echoed whenever it comes.
  @Test func theWayIntoWaiting() throws {
    let bench = try BandOnBench()
    bench.run(for: .seconds(5))
    bench.happen(.cable)
    bench.run(for: .milliseconds(300))
    func send(_ byte: UInt8) { bench.band.cable.hostToBand.send(byte, format: SerialFormat(baud: 115_200)) }
    #expect(bench.runUntil(.wfi, atMost: .seconds(3)))
    send(0x68)
    #expect(bench.runUntil(.run, atMost: .seconds(1)))
    let start = bench.emulation.checkpoint()
    bench.run(for: .milliseconds(2))
    let asleep = bench.emulation.now
    let answered = bench.sent.count
    bench.run(for: .milliseconds(20))
    let ends = bench.sent.count
    var lost: [Tick] = []
    let points = sweep(bench, from: start, until: asleep) { moment in
      let before = bench.sent.count
      send(0x69)
      bench.run(for: .milliseconds(30))
      if bench.sent.count <= before { lost.append(moment) }
    }
    #expect(points > 40 && answered <= ends)
    #expect(lost.isEmpty, "lost \(lost.count) of \(points)")
  }

  /// The bootloader's recovery wakes once a second to feed the watchdog: also when a byte comes just before.
  @Test func recoveryMissesNoSecond() throws {
    let bench = BootloaderBench(try BootloaderBench.flash([]))
    let (band, emulation) = (bench.band, bench.emulation)
    bench.start()
    bench.run(for: .milliseconds(1_500))
    #expect(band.runUntil(.run, atMost: .seconds(2)))
    let second = emulation.checkpoint()
    #expect(band.runUntil(.run, atMost: .seconds(2)))
    let next = emulation.now
    #expect(next - second.now > .milliseconds(900))
    emulation.restore(second)
    // A byte takes 87 us on the wire, and the FIFO asks for attention four bytes later.
    band.soc.run(until: next - .microseconds(600))
    let start = emulation.checkpoint()
    var lost: [Int] = []
    for place in 0..<300 {
      emulation.restore(start)
      band.soc.run(until: start.now + Tick(place) * .microseconds(2))
      band.cable.hostToBand.send(0x0A, format: SerialFormat(baud: 115_200))
      bench.run(for: .milliseconds(900))
      // Two seconds are two wake-ups.
      if !band.runUntil(.run, atMost: .milliseconds(1_100)) { lost.append(place) }
    }
    #expect(lost.isEmpty, "\(lost.count) of 300")
  }
}
