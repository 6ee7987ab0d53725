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
  let player: InputPlayer
  let bridge: CableBridge
  let hosts: HostPorts
  let wakeup: Link.Wakeup
  let probe: CurrentProbe?
  let capture: PPK2Capture?
  let commands: Mailbox<RunCommand>
  package let stop: StopFlag
  let board: StatusBoard
  package let header: SnapshotFile.Header
  package let statistics: BandStatistics
  let tracer: Tracer
  let flashKeeper: FlashKeeper?
  let missingROMCode: Subscription
  /// A processor that locks up ends the run there and then, however it is cut into slices.
  private let lockUps: Subscription
  let semihosting: Semihosting?
  let gait: GaitGenerator?
  let rtt: RTTChannels?
  let rttClients: RTTPort.Clients?
  let recorder: PowerRecorder?
  let codeRecorder: CodeRecorder?
  let packetLog: PacketLog?
  let faultLab: FaultLab?
  var sessionRecorder: SessionRecorder?
  var replayer: SessionReplayer?
  var studies: [any RunStudy] = []
  var controller: (any RunController)?
  /// Where the radio shares its air with other processes.
  var air: SharedAir?
  let hostTool: HostTool
  /// The run's own facts, where they are recorded or compared.
  var facts: RecordingFacts?
  let bootWatch: BootWatch
  var console = ConsoleText()
  var pace: RunPace!
  /// When a viewer was last told, for the speed since.
  var told: (instant: ContinuousClock.Instant, tick: Tick)

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
}
