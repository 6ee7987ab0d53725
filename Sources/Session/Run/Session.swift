import Boards
import CortexM0
import Formats
import Foundation
import Link
import Machine
import World
import Watchers

/// One run from power-on (or a snapshot) to its report. Lives on the emulation thread.
package final class Session {
  package let inputs: RunInputs
  package let options: RunOptions
  package let emulation = Emulation()
  package let band: any Board
  package let motion: any MotionSource
  private let player: InputPlayer
  private let bridge: CableBridge
  let hosts: HostPorts
  private let wakeup: Link.Wakeup
  private let probe: CurrentProbe?
  private let capture: PPK2Capture?
  private let commands: Mailbox<RunCommand>
  package let stop: StopFlag
  private let board: StatusBoard
  package let header: SnapshotFile.Header
  package let statistics: BandStatistics
  private let tracer: Tracer
  private let flashKeeper: FlashKeeper?
  private let missingROMCode: Subscription
  /// A processor that locks up ends the run there and then, however it is cut into slices.
  private let lockUps: Subscription
  let semihosting: Semihosting?
  private let gait: GaitGenerator?
  private let rtt: RTTChannels?
  private let rttClients: RTTPort.Clients?
  private let recorder: PowerRecorder?
  private let codeRecorder: CodeRecorder?
  private let packetLog: PacketLog?
  let faultLab: FaultLab?
  private var sessionRecorder: SessionRecorder?
  private var replayer: SessionReplayer?
  private var studies: [any RunStudy] = []
  private var controller: (any RunController)?
  /// Where the radio shares its air with other processes.
  private var air: SharedAir?
  let hostTool: HostTool
  /// The run's own facts, where they are recorded or compared.
  private var facts: RecordingFacts?
  let bootWatch: BootWatch
  private var console = ConsoleText()
  private var pace: RunPace!
  /// When a viewer was last told, for the speed since.
  private var told: (instant: ContinuousClock.Instant, tick: Tick)

  /// Builds the machine, loads the image and, if there is one, takes over the snapshot.
  package init(
    _ inputs: RunInputs, ports: SessionPorts, commands: Mailbox<RunCommand>, board: StatusBoard, stop: StopFlag
  ) throws {
    self.inputs = inputs
    wakeup = ports.wakeup
    self.commands = commands
    self.stop = stop
    self.board = board
    options = inputs.options
    let wearer = Wearer(options.wear, seed: inputs.seed)
    var gait: GaitGenerator?
    if let samples = inputs.recording {
      motion = RecordedMotion(samples)
    } else {
      let generator = GaitGenerator(
        on: emulation, seed: inputs.seed, timeline: ActivityTimeline(wearer.first), recordings: inputs.recordings)
      gait = generator
      motion = generator
    }
    let percent = inputs.startPercent
    let heart = HeartGenerator(on: emulation, seed: inputs.seed, wearer: gait, trace: inputs.pulse)
    self.gait = gait
    band = inputs.model.make(
      emulation, in: BoardSurroundings(seed: inputs.seed, motion: motion, heart: heart, startPercent: percent),
      setup: inputs.setup)
    if let supply = options.supply { band.power.setSupply(supply) }
    if let harvest = options.harvest { band.power.setHarvest(harvest) }
    if let milliCelsius = options.milliCelsius { band.ambient.milliCelsius = Int(milliCelsius) }
    player = InputPlayer(
      emulation, band: band, heart: heart, wearer: wearer, gait: gait, events: inputs.events,
      isResumed: inputs.snapshot != nil)
    let cable = band.cable
    bridge = CableBridge(emulation, toBand: cable.hostToBand, fromBand: cable.bandToHost) { cable.isAttached = $0 }
    hostTool = HostTool(band, bridge: bridge)
    player.hostTool = hostTool
    tracer = Tracer(options.traces, emulation: emulation, band: band, symbols: inputs.symbols)
    band.boot(
      inputs.image, flash: inputs.snapshot == nil ? inputs.startFlash : nil, fromUART: options.bootsFromUART)
    lockUps = band.chip.cpu.watchFaults { [unowned chip = band.chip] in if $0.lockedUp { chip.endRun() } }
    missingROMCode = band.chip.watchMissingROMCode { [unowned chip = band.chip] _ in chip.endRun() }
    semihosting = try Session.semihosting(inputs, band: band, stop: stop)
    statistics = BandStatistics(inputs.symbols, bus: band.chip.bus)
    bootWatch = BootWatch(band)
    header =
      inputs.snapshot?.header
      ?? SnapshotFile.Header(
        board: BoardIdentity.text(inputs.model), imageSha256: inputs.image?.sha256 ?? "", seed: inputs.seed,
        wear: options.wear,
        startMillivolts: Int(band.power.microvolts / 1_000), startPercent: percent,
        startCharge: String(band.power.remainingCharge), setup: inputs.setup)
    try inputs.snapshot?.restore(emulation)
    if inputs.snapshot != nil {
      // Where they are others than the snapshot's.
      if let supply = options.supply { band.power.setSupply(supply) }
      if let harvest = options.harvest { band.power.setHarvest(harvest) }
    }
    told = (.now, emulation.now)
    flashKeeper = try inputs.flash.map { [band] in try FlashKeeper($0, inputs, band: band) }
    rtt = options.hasRTT ? RTTChannels(band.chip, ram: band.model.chip.memories.ram, symbols: inputs.symbols) : nil
    rttClients = ports.rtt.map(RTTPort.Clients.init)
    codeRecorder = inputs.source.map { [band] in CodeRecorder(band.chip.cpu, code: $0.code) }
    recorder = options.recording.map { [band] in
      PowerRecorder(band, symbols: inputs.symbols, lines: inputs.lines, options: $0)
    }
    packetLog = try inputs.outputs[RunOptions.Output.packets].map { [band] in
      try PacketLog($0, around: band)
    }
    let probe = options.ppk2OutPath != nil || ports.ppk2 != nil ? CurrentProbe(band) : nil
    self.probe = probe
    let ppk2 = probe.flatMap { [band] probe in ports.ppk2.map { PPK2(band, probe: probe, port: $0) } }
    hosts = HostPorts(ports, bridge: bridge, ppk2: ppk2, cablePowers: options.cablePowers, stop: stop, tell: ports.tell)
    capture = options.ppk2OutPath == nil ? nil : PPK2Capture(duration: options.duration)
    if let capture { _ = probe?.attach { capture.add($0, $1, for: $2) } }
    faultLab =
      inputs.faults.isEmpty ? nil : FaultLab(inputs.faults, seed: inputs.seed, band: band, bridge: bridge)
    if !options.settings.isEmpty { hostTool.write(options.settings) }
    try recordAndReplay()
    controller = inputs.controller?(controlled(ports))
    if options.air != nil, !band.hasPacketRadio {
      throw InputError("--air: the board \(band.model.name) has no radio that sends packets")
    }
    let others = try ProcessMeeting.join(
      options.air, seed: inputs.seed, at: emulation.now, ports: ports, stop: stop)
    let air = others.map { [band] in SharedAir([band], loss: 0, seed: inputs.seed, neighbourhood: $0.neighbourhood) }
    self.air = air
    let shared = air.flatMap { air in
      others.map { PacedMachine(air, others: PacedAir(air, $0.meeting, $0.neighbourhood)) }
    }
    pace = RunPace(
      shared
        ?? PacedMachine(
          band.chip, run: controller.map { controller in { [unowned controller] in controller.run(until: $0) } }),
      speed: options.effectiveSpeed, isFreeRunning: options.isFreeRunning, wakeup: ports.wakeup, pause: ports.pause,
      controller: controller
    ) { [hosts] in hosts.isAttached }
  }

  /// Last, because the alarms of both are to be the youngest.
  private func recordAndReplay() throws(InputError) {
    if options.recordPath != nil || options.replay != nil { facts = try RecordingFacts(inputs) }
    if let output = inputs.outputs[RunOptions.Output.recording], let facts {
      sessionRecorder = try SessionRecorder(output, facts: facts, band: band)
    }
    replayer = options.replay.map { recording in
      SessionReplayer(recording, band: band) { [unowned self] event in
        // A host tool that lost the band does not go on.
        if !isTakenOver { happen(event) }
      }
    }
    studies = inputs.studies.map { $0(studied) }
    guard sessionRecorder != nil || replayer != nil else { return }
    bridge.onOutput = { [unowned self] byte in
      sessionRecorder?.answered(byte, at: emulation.now)
      replayer?.answered(byte, at: emulation.now)
    }
  }

  /// This run, for those who look at it.
  private var studied: StudiedRun {
    StudiedRun(
      band: band, imagePath: options.imagePath, speed: options.effectiveSpeed, statistics: statistics,
      trueSteps: { [motion] in motion.trueSteps(at: $0) },
      faults: { [band, inputs] in band.firmwareFaults(symbols: inputs.symbols, stackTop: inputs.stackTop) },
      activity: { [unowned player] in player.activity }, happen: { [unowned self] in happen($0) },
      stopHostTool: { [unowned self] in hostTool.stop() })
  }

  /// This run, for who controls it.
  private func controlled(_ ports: SessionPorts) -> ControlledRun {
    ControlledRun(
      band: band, symbols: inputs.symbols, wakeup: wakeup, happen: { [unowned self] in happen($0) },
      repeatEvent: { [unowned self] in perform($0) }, setRepeating: { [unowned self] in setRepeating($0) },
      keepBeside: { [unowned self] in [faultLab?.keep(), rtt?.keep()].compactMap(\.self) },
      forgotten: { [unowned self] in followPast() }, studied: studied, status: { [unowned self] in status },
      report: { [unowned self] in report(hostSeconds: 0) },
      facts: { [inputs] in try RecordingFacts(inputs) },
      sealedReport: { [unowned self] in try seal(hostSeconds: 0).report },
      portCounters: { [unowned hosts] in hosts.cable.map { ($0.counters, $0.pendingBytes) } },
      explainFault: { [unowned self] in explainedFault },
      host: semihosting, end: { [stop] in stop.set(status: 0) },
      isCableInUse: { [unowned hosts] in hosts.isAttached }, isEnding: { [stop] in stop.isSet },
      isRecorded: options.recordPath != nil || options.replay != nil || probe != nil, tell: ports.tell)
  }

  /// The machine repeats what it has done, or no longer: nobody outside hears it twice. The probe in the supply needs no word: it
  /// goes on where its time comes.
  private func setRepeating(_ isRepeating: Bool) {
    bridge.isMuted = isRepeating
    rtt?.isMuted = isRepeating
    tracer.isMuted = isRepeating
    packetLog?.isMuted = isRepeating
  }

  /// Semihosting is a debugger's: like one it holds the watchdog still, until the program lets it run (RESET_FREEZE).
  private static func semihosting(_ inputs: RunInputs, band: any Board, stop: StopFlag) throws -> Semihosting? {
    let options = inputs.options
    guard options.hasSemihosting else { return nil }
    let folder = try options.semihostingFolder.map { (path) throws(InputError) in try SemihostingFolder(path: path) }
    let name = options.imagePath?.split(separator: "/").last.map(String.init) ?? ""
    let host = Semihosting(
      band.chip.cpu, bus: band.chip.bus, scheduler: band.emulation.scheduler, folder: folder,
      console: StandardConsole(stop: stop), commandLine: options.semihostingCommandLine ?? name,
      layout: Semihosting.Layout(inputs.image))
    host.onExit = { [unowned chip = band.chip] in chip.endRun() }
    band.chip.freezeWatchdog()
    return host
  }

  // MARK: The loop

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
  private func followPast() {
    flashKeeper?.follow()
    if hosts.isCableUsed != (bridge.isPluggedIn && !hostTool.hasCable) { happen(hosts.isCableUsed ? .attach : .detach) }
  }

  private var isTakenOver: Bool { studies.contains { $0.hasTakenOver } }

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
  private func happen(_ event: OutsideEvent) {
    sessionRecorder?.note(event, at: emulation.now)
    controller?.note(event)
    perform(event)
  }

  private func perform(_ event: OutsideEvent) {
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

  private func perform(_ command: RunCommand) {
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
  private var status: LiveStatus {
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

  // MARK: The end

  /// The report with its digest, and the snapshot that this is of.
  private func seal(hostSeconds: Double) throws -> (report: Report, state: Data) {
    let state = try SnapshotFile.encode(emulation.snapshot, header: header)
    var report = self.report(hostSeconds: hostSeconds)
    try report.seal(with: state)
    return (report, state)
  }

  func finish(hostTime: Duration) throws -> RunOutcome {
    let recording = recorder?.finish(wearer: gait?.timeline)
    let code = codeRecorder.flatMap { recorder in inputs.source.map { (executed: recorder.result, source: $0) } }
    let (report, state) = try seal(hostSeconds: hostTime.inSeconds)
    sessionRecorder?.finish(report.exit, digest: report.digest ?? "")
    let recorded = options.replay
    let replay = replayer?.finish(
      differences: facts.map { recorded?.facts.differences(to: $0) ?? [] } ?? [], digest: report.digest,
      isWhole: emulation.now == recorded?.end?.stamp.time, isCut: stop.isSet || options.duration != nil)
    tracer.flush()
    packetLog?.finish()
    var failures = [flashKeeper?.failure, sessionRecorder?.failure, packetLog?.failure].compactMap(\.self)
    func write(_ option: String, _ contents: () throws -> Data) throws {
      guard let output = inputs.outputs[option] else { return }
      let data = try contents()
      do throws(InputError) { try output.write(data) } catch { failures.append(error) }
    }
    if let capture {
      probe?.advance(to: emulation.now)
      try write(RunOptions.Output.ppk2) { try PPK2File.render(capture) }
    }
    try write(RunOptions.Output.snapshot) { state }
    if inputs.outputs[RunOptions.Output.screenshot] != nil, let picture = Screenshot.png(of: band) {
      try write(RunOptions.Output.screenshot) { Data(picture) }
    }
    try write(RunOptions.Output.report) { try report.json() + Data("\n".utf8) }
    if let code {
      try write(RunOptions.Output.coverage) {
        var coverage = Coverage()
        try coverage.add(code.source, [code.executed])
        return Data(coverage.tracefile.utf8)
      }
    }
    let fault = band.chip.isFaultedForGood && semihosting?.exitStatus == nil ? explainedFault : nil
    return RunOutcome(
      report: report, fault: fault, bootloader: bootWatch.text, recording: recording,
      life: recording.flatMap { LifeEstimate(band, peakUa: $0.peakUa, downTo: $0.options.cutOff) },
      capacityMilliampereHours: Charge.microampereHours(band.power.capacity) / 1_000,
      code: code, findings: studies.map { Session.finding(of: $0) }, replay: replay,
      unsaved: options.snapshotOutPath == nil ? [] : unsaved, failures: failures)
  }

  /// The latest fault, for people.
  private var explainedFault: String? {
    band.chip.cpu.lastFault.map {
      FaultText.explain($0, of: band.model.chip, symbols: inputs.symbols, stackTop: inputs.stackTop)
    }
  }

  private static func finding(of study: some RunStudy) -> any Sendable { study.finding }
}
