import CortexM0
import Foundation
import Machine
import SeededRandom
import StateComparison
import Testing

@testable import Debugger
@testable import Session

/// Going back leads to what was, byte for byte.
@Suite struct ReverseTests {
  struct Plan: Sendable, CustomTestStringConvertible {
    var image: String
    /// Where the steps begin.
    var starts: [Tick]
    var inputs: [TimedInput] = []
    var testDescription: String { image }
  }

  /// Sleep, touches, charging, flash writes; threads; resets by the watchdog; faults.
  static let plans = [
    Plan(
      image: "band", starts: [0, .milliseconds(24), .milliseconds(1_500), .milliseconds(4_030), .milliseconds(6_000)],
      inputs: [
        TimedInput(.seconds(UInt64(1)), .touch(milliseconds: 300)), TimedInput(.seconds(UInt64(4)), .charger(true)),
        TimedInput(.milliseconds(4_500), .charger(false)),
      ]),
    Plan(image: "rtos", starts: [0, .milliseconds(300)]),
    Plan(image: "watchdog-bite", starts: [.milliseconds(2_500)]),
    Plan(image: "never-confirms", starts: [.milliseconds(20), .milliseconds(1_200)]),
  ]

  private func expectEqual(_ found: Data, _ expected: Data, _ how: String) {
    if let difference = StateComparison.difference(found, expected) { Issue.record("\(how): \(difference)") }
  }

  /// Steps n forwards, then back one by one and in leaps: every state is what it was.
  @Test(arguments: plans) func stepsBackAreTheStatesThatWere(_ plan: Plan) throws {
    let run = try DebuggedRun(plan.image, inputs: plan.inputs)
    for start in plan.starts {
      if start > 0 { run.goOn(to: start) }
      run.goOn(step: true)
      var states = [try run.state()]
      for _ in 0..<40 {
        run.goOn(step: true)
        states.append(try run.state())
      }
      for (number, state) in states.enumerated().reversed().dropFirst() {
        run.stepBack()
        #expect(run.machine.lastStop == .step)
        expectEqual(try run.state(), state, "\(number) steps from \(start)")
      }
      for (number, state) in states.enumerated().dropFirst() {
        run.goOn(step: true)
        expectEqual(try run.state(), state, "forward again, \(number) steps from \(start)")
      }
    }
  }

  /// Goes to random positions of what has been, in any order.
  @Test(arguments: plans) func anyPositionIsReachedAgain(_ plan: Plan) throws {
    let run = try DebuggedRun(plan.image, inputs: plan.inputs)
    var kept: [(position: Position, state: Data)] = []
    var random = SplitMix(seed: 3)
    for _ in 0..<25 {
      run.goOn(to: run.machine.now + 1 + random.next() % .milliseconds(400))
      if random.below(2) == 0 { run.goOn(step: true) }
      kept.append((run.machine.position, try run.state()))
    }
    for _ in 0..<40 {
      let (position, state) = kept[random.below(kept.count)]
      run.machine.go(to: position)
      #expect(run.machine.position == position)
      expectEqual(try run.state(), state, "at \(position)")
    }
  }

  /// A run that was looked at ends as one that was not.
  @Test(arguments: plans) func lookingChangesNothing(_ plan: Plan) throws {
    let end: Tick = .seconds(UInt64(7))
    let whole = try DebuggedRun(plan.image, inputs: plan.inputs)
    whole.machine.isAttended = false
    whole.session.band.chip.run(until: end)

    let run = try DebuggedRun(plan.image, inputs: plan.inputs)
    for start in plan.starts where start > 0 {
      run.goOn(to: start)
      for _ in 0..<7 { run.stepBack() }
      run.goOn(step: true)
      _ = run.machine.lastWrite(0x07FC_0000...0x07FC_FFFF)
      _ = try Monitor(run.machine).perform("energy total")
      _ = try Monitor(run.machine).perform("break charge 1uC")
      _ = try Monitor(run.machine).perform("break mode run")
      run.goOn()
      run.goBack()
      run.machine.stops.removeEvents()
    }
    run.goOn(to: end)
    expectEqual(try run.state(), try whole.state(), "at the end")
  }

  /// What comes from outside while the band sleeps comes again at its time, whatever one goes back for.
  @Test func whatCameFromOutsideComesAgain() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .milliseconds(1_200))
    #expect(!run.machine.isExecuting)
    run.machine.keep()
    run.machine.run.happen(.input(.touch(milliseconds: 300)))
    _ = try Monitor(run.machine).perform("break load OLED on")
    run.goOn()
    #expect(run.machine.lastStop == .event("OLED is on"))
    run.machine.stops.removeEvents()
    run.goOn(step: true)
    var states = [try run.state()]
    for _ in 0..<30 {
      run.goOn(step: true)
      states.append(try run.state())
    }
    for (number, state) in states.enumerated().reversed().dropFirst() {
      run.stepBack()
      expectEqual(try run.state(), state, "\(number) steps from the display")
    }
    let position = run.machine.position
    for _ in 0..<400 { run.stepBack() }
    #expect(run.machine.lastStop == .step)
    run.machine.go(to: position)
    expectEqual(try run.state(), states[0], "back again")
  }

  /// A fault that takes no time is come to again, with what was written at it.
  @Test func aFaultWithoutTimeIsComeToAgain() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .milliseconds(24))
    run.goOn(step: true)
    // The T bit: the next instruction cannot be one.
    try run.machine.write(.register(16, 0))
    run.goOn()
    guard case .fault(4, _) = run.machine.lastStop else {
      Issue.record("\(run.machine.lastStop)")
      return
    }
    try run.machine.write(.register(0, 0x1234))
    let (position, state) = (run.machine.position, try run.state())
    run.stepBack()
    run.stepBack()
    #expect(run.machine.position < position)
    run.goOn()
    #expect(run.machine.position == position)
    run.stepBack()
    run.machine.go(to: position)
    expectEqual(try run.state(), state, "at the fault")
  }

  /// What was broken on purpose breaks again in the same way, and is counted once.
  @Test func brokenPartsGoBackToo() throws {
    let faults = """
      flash rot every 150ms at 0x98000-0xa0000; accelerometer absent from 2s until 4s; clock xtal32k +80 from 3s until 5s; \
      heart-rate absent from 2500ms
      """
    func counts(_ run: DebuggedRun) -> [Int?] { run.session.faultLab?.report.map(\.count) ?? [] }
    let run = try DebuggedRun("band", faults: faults)
    var kept: [(position: Position, state: Data, counts: [Int?])] = []
    for stop in 1...24 as ClosedRange<UInt64> {
      run.goOn(to: .milliseconds(250 * stop))
      if stop % 3 == 0 { run.machine.keep() }
      kept.append((run.machine.position, try run.state(), counts(run)))
    }
    #expect(kept.last?.counts[0] == 40)
    for (position, state, counted) in kept.reversed() + kept {
      run.machine.repeating { run.machine.go(to: position) }
      expectEqual(try run.state(), state, "at \(position)")
      #expect(counts(run) == counted)
      #expect(run.session.band.motionSensor?.isSilent == (2..<4).contains(position.time / .perSecond))
    }
    run.goOn(to: .seconds(UInt64(7)))
    let whole = try DebuggedRun("band", faults: faults)
    whole.machine.isAttended = false
    whole.session.band.chip.run(until: .seconds(UInt64(7)))
    expectEqual(try run.state(), try whole.state(), "at the end")
    #expect(counts(run) == counts(whole))
  }

  @Test func theBeginningIsTheEndOfTheWayBack() throws {
    let run = try DebuggedRun("band")
    let start = try run.state()
    run.goOn(to: .milliseconds(50))
    run.goBack()
    #expect(run.machine.lastStop == .beginning)
    expectEqual(try run.state(), start, "at the beginning")
    run.stepBack()
    #expect(run.machine.lastStop == .beginning)
  }

  /// However few states are kept, the way back leads to the same places.
  @Test func aSmallHistoryGoesBackAsFar() throws {
    let run = try DebuggedRun("rtos", historyLimit: 400_000)
    run.goOn(to: .milliseconds(10))
    let (position, state) = (run.machine.position, try run.state())
    for _ in 0..<60 {
      run.goOn(to: run.machine.now + .milliseconds(10))
      run.machine.keep()
    }
    #expect(run.machine.history.entries.count < 20 && run.machine.history.entries[0].position.time == 0)
    run.machine.go(to: position)
    expectEqual(try run.state(), state, "at \(position)")
  }
}
