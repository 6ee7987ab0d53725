import Boards
import CortexM0
import Formats
import Glibc
import Link
import Machine

extension Session {
  /// Runs to the end and reports.
  package func run() throws -> RunOutcome {
    let begun = ContinuousClock.now
    if options.waitsForClient { hosts.waitForClient() }
    let end = options.duration.map { emulation.now &+ $0 } ?? options.replay?.lastTime
    replayer?.begin()
    takeInput()
    pace.begin()
    var isStopped = stop.isSet
    while !isStopped && !isStuck && semihosting?.exitStatus == nil && !isOver(end) {
      if controller != nil, !control() { break }
      for study in studies where study.next ?? .max <= emulation.now { study.look() }
      let planned = nextPlanned(end)
      pace.rest(until: planned)
      pace.advance(to: planned)
      sessionRecorder?.flush()
      try look()
      // Whoever stops a run at 1x stops it at the time that it is then.
      isStopped = stop.isSet
      if !isStopped, controller?.isRunningAlone != true { takeInput() }
    }
    air?.leave()
    controller?.finish(status: exit.status)
    for study in studies {
      study.look()
      study.finish(reason: end.map { emulation.now >= $0 } ?? false ? nil : exit.reason)
    }
    return try finish(hostTime: ContinuousClock.now - begun)
  }

  /// What is to be done after every piece of the run: what the band has said is given on, whoever asks is told.
  func look() throws {
    if let failure = hostTool.failure { throw failure }
    packetLog?.flush(until: emulation.now)
    giveOutput()
    endWhereOutputIsLost()
    if board.isAsked { tellStatus() }
  }

  /// Whether the firmware cannot go on. Under a debugger that is a stop like others.
  var isStuck: Bool { band.chip.isStuck && controller?.isAttended != true }

  /// Lets the controller look, and waits while it holds the machine; whether the run goes on.
  private func control() -> Bool {
    controller?.look()
    guard controller?.isHolding == true else {
      // A run may be asked for in the moment in which another one ends.
      if controller?.isBeginning == true { takeInput() }
      return !stop.isSet
    }
    tracer.flush()
    while !stop.isSet {
      giveOutput()
      if board.isAsked { tellStatus() }
      // After all else that waits: what signals has to be looked at.
      controller?.look()
      if controller?.isHolding != true { break }
      wakeup.wait()
    }
    if controller?.isRunningAlone == true { takeInput() }
    pace.begin()
    return !stop.isSet
  }

  /// The machine has gone back for good: the flash's file has what it has, and the cable is in where a host tool is.
  func followPast() {
    flashKeeper?.follow()
    if hosts.isCableUsed != (bridge.isPluggedIn && !hostTool.hasCable) { happen(hosts.isCableUsed ? .attach : .detach) }
  }

  var isTakenOver: Bool { studies.contains { $0.hasTakenOver } }

  /// A study that has taken over decides, not the plan.
  private func isOver(_ end: Tick?) -> Bool {
    if let study = studies.first(where: { $0.hasTakenOver }) { return study.isOver }
    return emulation.now >= end ?? .max
  }

  /// Where the run stops to look, whatever comes from outside: its end, a study's time, a host tool's turn.
  func nextPlanned(_ end: Tick?) -> Tick {
    let now = emulation.now
    var planned = Tick.max
    func stop(at time: Tick?) {
      if let time, time > now, time < planned { planned = time }
    }
    if !isTakenOver { stop(at: end) }
    stop(at: hosts.nextLook)
    stop(at: controller?.next)
    for study in studies { stop(at: study.next) }
    return planned
  }

  func takeInput() {
    for command in commands.take() { perform(command) }
    hosts.takeInput(at: emulation.now) { happen($0) }
    rttClients?.takeInput { happen(.rtt($0)) }
  }

  /// Everything from outside comes through here, between two slices or at its recorded tick.
  func happen(_ event: OutsideEvent) {
    sessionRecorder?.note(event, at: emulation.now)
    controller?.note(event)
    perform(event)
  }

  func perform(_ event: OutsideEvent) {
    switch event {
    case .attach:
      hostTool.leaveCable()
      bridge.attach()
    case .detach: bridge.detach()
    case .baud(let rate): bridge.follow(baud: rate)
    case .bytes(let bytes): bridge.send(bytes)
    case .flush: bridge.discardBacklog()
    case .input(let event): player.apply(event)
    case .rtt(let bytes): rtt?.send(bytes)
    case .debugger(let write): write.apply(to: band)
    }
  }

  func perform(_ command: RunCommand) {
    switch command {
    case .touch: happen(.input(.touch(milliseconds: Wearer.touchMilliseconds)))
    case .toggleCharger:
      happen(.input(.charger(!band.isChargerPluggedIn)))
    case .toggleWalk:
      happen(.input(.walk(stepsPerMinute: player.insertedCadence == 0 ? 110 : 0)))
    }
  }

  private func giveOutput() {
    // At a pace of its own the band does not wait for a reader; at any other it does, and nothing is lost.
    while hosts.giveSamples(isLossless: pace.speed == .max), !stop.isSet {
      wakeup.wait(until: .now + .milliseconds(50))
      takeInput()
    }
    if let text = rtt?.takeOutput(), !text.isEmpty {
      rttClients?.give(text)
      if options.showsConsole { Standard.output.write(text) }
    }
    let bytes = bridge.takeOutput()
    guard !bytes.isEmpty else { return }
    hosts.give(bytes, at: emulation.now)
    if options.showsConsole { Standard.output.write(console.filter(bytes)) }
  }

  /// What cannot be written any more ends the run, so that all else is kept.
  private func endWhereOutputIsLost() {
    if flashKeeper?.failure != nil || sessionRecorder?.failure != nil || packetLog?.failure != nil || tracer.hasFailed {
      stop.set(status: StopFlag.outputLost)
    } else if let number = Standard.output.failure {
      stop.set(status: number == EPIPE ? 128 + SIGPIPE : StopFlag.outputLost)
    }
  }

  /// What there is to see of the band now; the speed is for who follows the run.
  var status: LiveStatus {
    var status = band.liveStatus
    status.steps = statistics.values["steps"]
    status.bootloader = bootWatch.text
    status.walking = player.insertedCadence
    return status
  }

  private func tellStatus() {
    let now = ContinuousClock.now
    var status = status
    // Under a debugger time may have gone back.
    status.speed =
      (emulation.now - min(told.tick, emulation.now)).inSeconds / max(now - told.instant, .microseconds(1)).inSeconds
    told = (now, emulation.now)
    board.tell(status)
  }
}
