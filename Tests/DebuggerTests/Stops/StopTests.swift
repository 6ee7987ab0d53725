import CortexM0
import Machine
import Testing

@testable import Debugger
@testable import Session

/// What stops the machine, forwards and backwards.
@Suite struct StopTests {
  /// Where the step counter takes a sample, each 40 ms of the band.
  private func sampler(_ run: DebuggedRun) throws -> UInt32 {
    let symbols = run.machine.run.symbols
    return try #require(symbols.functions.first { $0.name.contains("StepCounterV3add") }).address
  }

  @Test func breakpointsStopBeforeTheInstructionForwardsAndBackwards() throws {
    let run = try DebuggedRun("band")
    let address = try sampler(run)
    #expect(run.machine.stops.insert(Breakpoint(address: address, isHardware: true)))
    var stops: [Position] = []
    for _ in 0..<12 {
      run.goOn()
      #expect(run.machine.lastStop == .breakpoint(address: address, isHardware: true))
      #expect(run.machine.cpu.programCounter == address)
      stops.append(run.machine.position)
    }
    #expect(Set(stops).count == 12)
    for stop in stops.reversed().dropFirst() {
      run.goBack()
      #expect(run.machine.position == stop)
    }
    run.goBack()
    #expect(run.machine.lastStop == .beginning)
    run.machine.stops.remove(breakpointAt: address)
    run.goOn(to: .seconds(UInt64(10)))
    #expect(run.machine.lastStop == .interrupt)
  }

  @Test func conditionsAreAskedBeforeTheMachineStops() throws {
    let run = try DebuggedRun("band")
    let address = try sampler(run)
    // reg 22 (ticks), 10 s of them, less_unsigned with the operands the other way round: ticks > 10 s.
    let limit = Tick.seconds(UInt64(10))
    let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: limit >> UInt64(8 * $0)) }
    let condition = AgentExpression(code: [0x25] + bytes + [0x26, 0, 22, 0x15, 0x27])
    #expect(run.machine.stops.insert(Breakpoint(address: address, isHardware: false, conditions: [condition])))
    run.goOn()
    #expect(run.machine.now > limit && run.machine.now < 2 * limit)
    #expect(run.machine.lastStop == .breakpoint(address: address, isHardware: false))
  }

  /// Stops before the access, sees it once, and goes on from there.
  @Test func watchpointsStopBeforeTheAccess() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .seconds(UInt64(2)))
    // The band's statistics: their third counter is that of samples.
    let place = try #require(run.machine.run.symbols.address(of: "band_statistics")) + 12
    let range = place...place + 63
    #expect(run.machine.stops.insert(Watchpoint(kind: .write, range: range)))
    var stops: [Position] = []
    for _ in 0..<6 {
      let before = run.machine.read(place, 64)
      run.goOn()
      guard case .watchpoint(.write, let address) = run.machine.lastStop else {
        Issue.record("\(run.machine.lastStop)")
        return
      }
      #expect(range.contains(address))
      #expect(run.machine.read(place, 64) == before)
      stops.append(run.machine.position)
      let pc = run.machine.cpu.programCounter
      run.goOn(step: true)
      #expect(run.machine.lastWrite(range)?.programCounter == pc)
    }
    #expect(Set(stops).count == 6)
    for stop in stops.reversed() {
      run.goBack()
      #expect(run.machine.position == stop)
    }
  }

  @Test func rangesAreSteppedThroughAtOnce() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .milliseconds(20))
    run.goOn(step: true)
    let start = run.machine.cpu.programCounter
    run.goOn(step: true, through: start..<start + 6)
    #expect(!(start..<start + 6).contains(run.machine.cpu.programCounter))
    #expect(run.machine.lastStop == .step)
  }

  @Test func faultsStopAtTheInstructionThatDidIt() throws {
    let run = try DebuggedRun("hard-fault")
    run.goOn(to: .seconds(UInt64(5)))
    guard case .fault(let signal, let text) = run.machine.lastStop else {
      Issue.record("\(run.machine.lastStop)")
      return
    }
    let fault = try #require(run.machine.cpu.lastFault)
    #expect(run.machine.cpu.programCounter == fault.programCounter && run.machine.cpu.currentException == 0)
    #expect([4, 11].contains(signal) && text.contains("the firmware faulted"))
    let position = run.machine.position
    run.stepBack()
    #expect(run.machine.cpu.programCounter == fault.programCounter && run.machine.position < position)
    run.machine.catchesFaults = false
    run.goOn(to: position.time + .milliseconds(10))
    #expect(run.machine.lastStop == .interrupt)
  }

  /// Each stop of a monitor command: where it stops, and that the way back finds the same places.
  @Test(arguments: [
    "charge 40uC", "charge 2uC load OLED", "wakeup 3", "mode sleep", "mode run", "load OLED on", "load OLED",
    "pin P1_0 rise", "voltage", "time 2s",
  ])
  func eventsStopAndAreFoundAgain(_ what: String) throws {
    let run = try DebuggedRun(
      "band",
      inputs: [
        TimedInput(.milliseconds(1_500), .touch(milliseconds: 300)),
        TimedInput(.seconds(UInt64(6)), .touch(milliseconds: 300)),
      ])
    let monitor = Monitor(run.machine)
    run.goOn(to: .seconds(UInt64(1)))
    // A millivolt below what it is without a display.
    let level = what == "voltage" ? " \(run.session.band.power.microvolts / 1_000 - 1)mV" : ""
    _ = try monitor.perform("break \(what)\(level)")
    var stops: [Position] = []
    while stops.count < 4 {
      run.goOn(to: .seconds(UInt64(12)))
      guard case .event = run.machine.lastStop else { break }
      stops.append(run.machine.position)
    }
    #expect(!stops.isEmpty && stops == stops.sorted())
    for stop in stops.reversed() {
      if stop == run.machine.position { continue }
      run.goBack()
      #expect(run.machine.position == stop, "\(run.machine.lastStop)")
    }
  }

  /// To the tick: the charge drawn is at the limit, and was not one tick before.
  @Test func chargeIsExact() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .seconds(UInt64(3)))
    let power = run.session.band.power
    let all = Set(power.loads.map(\.component))
    let base = ChargeStop.drawn(power, all)
    _ = try Monitor(run.machine).perform("break charge 5uC")
    let quantum = Int128(5_000_000) * Int128(Tick.perSecond)
    for count in 1...20 as ClosedRange<Int128> {
      run.goOn()
      let drawn = ChargeStop.drawn(power, all)
      #expect(drawn >= base + count * quantum)
      // An instruction may have been under way: 100 cycles of 16 MHz at most.
      #expect(drawn - (base + count * quantum) <= Int128(power.loadCurrent) * 100 * 96)
    }
  }

  /// What the debugger itself writes to a watched place is no stop, and the last write is found behind it.
  @Test func whatADebuggerWritesIsNoStop() throws {
    let run = try DebuggedRun("band")
    let place = try #require(run.machine.run.symbols.address(of: "band_statistics")) + 12
    #expect(run.machine.stops.insert(Watchpoint(kind: .write, range: place...place + 3)))
    run.goOn()
    try run.machine.write(.memory(place, [1, 2, 3, 4]))
    #expect(run.machine.pending == nil)
    #expect(run.machine.lastWrite(place...place + 3) != nil)
  }

  @Test func whatADebuggerWritesInThePastCutsTheFuture() throws {
    let run = try DebuggedRun("band")
    run.goOn(to: .seconds(UInt64(1)))
    let end = run.machine.position
    for _ in 0..<5 { run.stepBack() }
    #expect(run.machine.isInPast && run.machine.frontier == end)
    try run.machine.write(.register(4, 0x1234))
    #expect(!run.machine.isInPast && run.machine.cpu.register(4) == 0x1234)
    let position = run.machine.position
    run.goOn(step: true)
    run.stepBack()
    #expect(run.machine.position == position && run.machine.cpu.register(4) == 0x1234)
  }
}
