import ArgumentParser
import Lab
import Link
import Machine

/// `bandbox run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a firmware image on a board and report where the charge went.",
    discussion: """
      Times are written like 30s, 2h, 1h30m or 20d; a bare number is seconds. Without --for the run goes on until Ctrl-C \
      (or q in the terminal view).
      """)

  @Argument(help: "ELF, HEX, dump, MCUboot, raw; optional with --flash.")
  var image: String?
  @Option(help: ArgumentHelp("Keep the flash's contents in a file across runs.", valueName: "file"))
  var flash: String?
  @Flag(help: "Start an image for a slot without the bootloader.")
  var noBootloader = false
  @Flag(help: "With --flash: start in the boot ROM's UART boot.")
  var uartBoot = false
  @Option(help: "The board; see 'bandbox boards'. (default: miband2)")
  var board: String?
  @Option(name: .customLong("for"), parsing: .unconditional, help: "Virtual time to run, up to 30000d.")
  var duration: String?
  @Option(parsing: .unconditional, help: "1x, 10x ... or max. (default: max with --for, no link)")
  var speed: String?
  @Flag(help: "With max: not held to 1x while a client is attached.")
  var freeRunning = false
  @Option(help: "Offer the cradle's UART on a pty linked here.")
  var link: String?
  @Option(
    defaultAsFlag: "",
    help: ArgumentHelp("Measure the supply with a PPK2 on a pty.", valueName: "link"))
  var ppk2: String?
  @Option(help: ArgumentHelp("Write what such a kit measures.", valueName: "ppk2"))
  var ppk2Out: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("SMP datagrams on 127.0.0.1; 0 takes a free port.", valueName: "port"))
  var udp: String?
  @Option(help: ArgumentHelp("Who may open the pty, such as 0660:dialout.", valueName: "mode"))
  var linkMode: String?
  @Flag(help: "Wait for a slow client instead of dropping bytes.")
  var lossless = false
  @Flag(help: "Hold at time 0 until a client has attached.")
  var waitForClient = false
  @Flag(help: "Attaching a client also gives VBUS.")
  var cablePower = false
  @Option(help: "The wearer: \(Wear.expected). (default: day)")
  var wear: String?
  @Option(help: ArgumentHelp("Recorded motion (CSV: seconds,x,y,z in g).", valueName: "csv"))
  var accelerometer: String?
  @Option(help: ArgumentHelp("Recorded pulse (CSV: seconds,bpm).", valueName: "csv"))
  var heartRate: String?
  @Option(help: ArgumentHelp("Inputs (CSV: time,what,value).", valueName: "csv"))
  var events: String?
  @Option(help: ArgumentHelp("Break things, such as 'wire both lose 1e-3'.", valueName: "file|text"))
  var faults: String?
  @Option(help: ArgumentHelp("Record what comes from outside, in virtual time.", valueName: "file"))
  var record: String?
  @Option(help: ArgumentHelp("Repeat a recording, and name where it first differs.", valueName: "file"))
  var replay: String?
  @Option(parsing: .unconditional, help: "Seed of everything random. (default: 1)")
  var seed: String?
  @Option(parsing: .unconditional, help: "State of charge at the start, 0 ... 100. (default: 80)")
  var charge: String?
  @Option(help: ArgumentHelp("Other numbers for the power model.", valueName: "yaml"))
  var coefficients: String?
  @Option(help: ArgumentHelp("\(RadioText.expected). (default: off)", valueName: "activity"))
  var radio: String?
  @Option(help: ArgumentHelp("\(ChargeSourceText.expected). (default: usb)", valueName: "what"))
  var chargeSource: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Full charges that the cell has seen, 0 ... 10000.", valueName: "count"))
  var cellCycles: String?
  @Flag(help: "UART text to standard output.")
  var console = false
  @Option(help: ArgumentHelp("Write the display at the end.", valueName: "png"))
  var screenshot: String?
  @Option(help: ArgumentHelp("Write the final state.", valueName: "file"))
  var snapshotOut: String?
  @Option(help: ArgumentHelp("Go on from a state.", valueName: "file"))
  var snapshotIn: String?
  @Flag(help: "Answer ARM semihosting; its exit status becomes ours.")
  var semihosting = false
  @Option(help: ArgumentHelp("The only folder in which semihosting opens files.", valueName: "dir"))
  var semihostingDir: String?
  @Option(help: ArgumentHelp("Semihosting's command line.", valueName: "text"))
  var semihostingCommandLine: String?
  @Option(help: "instructions, lines or uart; may be repeated.")
  var trace: [String] = []
  @Option(help: ArgumentHelp("Write the report.", valueName: "json"))
  var report: String?
  @Flag(help: "No terminal view, no table; errors only.")
  var quiet = false

  func validate() throws {
    if image == nil && flash == nil && replay == nil {
      throw ValidationError("expected an image, or --flash with a flash to start from")
    }
    if replay != nil && (link != nil || udp != nil || waitForClient || cablePower) {
      throw ValidationError(
        "--replay has the cable: it does not go with --link, --udp, --wait-for-client, --cable-power")
    }
    if uartBoot && flash == nil { throw ValidationError("--uart-boot goes with --flash") }
  }

  mutating func run() throws {
    var options = try options()
    // Whatever starts threads comes after this.
    Interrupt.begin()
    let terminal = isLive && !options.ownsStandardOutput ? Terminal() : nil
    defer { terminal?.restore() }
    if let terminal { Interrupt.onAbandon { terminal.restore() } }
    options.isInteractive = terminal != nil
    let runner = try Runner(options)
    Interrupt.onSignal { runner.stop(status: $0) }
    announce(runner, options, isLive: terminal != nil)
    runner.start()
    if let terminal { watch(runner, on: terminal) } else { follow(runner, options) }
    let outcome = runner.join()
    terminal?.restore()
    try finish(try outcome.get(), options)
  }

  /// The view is for people at a terminal who gave no end.
  private var isLive: Bool {
    !quiet && !console && !hasSemihosting && trace.isEmpty && duration == nil && replay == nil
      && Standard.output.isTerminal
  }

  private var hasSemihosting: Bool { semihosting || semihostingDir != nil || semihostingCommandLine != nil }

  private func options() throws -> RunOptions {
    // What is given beside a recording is a difference on purpose.
    var options = try replay.map(RunOptions.init(replaying:)) ?? RunOptions(imagePath: nil)
    if let image { options.imagePath = image }
    options.flashPath = flash
    options.hasPPK2 = ppk2 != nil
    options.ppk2Path = ppk2.flatMap { $0.isEmpty ? nil : $0 }
    options.ppk2OutPath = ppk2Out
    if uartBoot { options.bootsFromUART = true }
    if noBootloader { options.hasBootloader = false }
    if let board { options.board = board }
    options.duration = try OptionValue.length("--for", duration)
    options.speed = try OptionValue.parsed("--speed", speed, Speed.expected, Speed.init)
    options.wear = try OptionValue.parsed("--wear", wear, Wear.expected, Wear.init) ?? options.wear
    let traces = Trace.allCases.map(\.rawValue)
    options.traces = Set(try trace.compactMap { Trace(rawValue: try OptionValue.one("--trace", $0, of: traces)) })
    if let charge = try OptionValue.whole("--charge", charge, in: 0...100, of: "percent") {
      options.startPercent = charge
    }
    if let coefficients { options.coefficientsPath = coefficients }
    options.radio = try OptionValue.parsed("--radio", radio, RadioText.expected, RadioText.parse) ?? options.radio
    options.chargeSource =
      try OptionValue.parsed("--charge-source", chargeSource, ChargeSourceText.expected, ChargeSourceText.parse)
      ?? options.chargeSource
    options.cellCycles =
      try OptionValue.whole("--cell-cycles", cellCycles, in: 0...10_000, of: "a number of full charges")
      ?? options.cellCycles
    options.isFreeRunning = freeRunning
    options.hasLink =
      link != nil || linkMode != nil || lossless || waitForClient && ppk2 == nil && udp == nil || cablePower
      || (duration == nil && replay == nil && !hasSemihosting)
    options.linkPath = link
    options.udpPort = try OptionValue.whole("--udp", udp, in: 0...UInt16.max, of: "a port")
    options.isLossless = lossless
    options.portAccess = try OptionValue.parsed("--link-mode", linkMode, PortAccess.expected, PortAccess.init)
    options.waitsForClient = waitForClient
    options.cablePowers = cablePower
    if let accelerometer { options.accelerometerPath = accelerometer }
    if let heartRate { options.heartRatePath = heartRate }
    if let events { options.eventsPath = events }
    options.seed = try OptionValue.whole("--seed", seed, in: 0...UInt64.max) ?? options.seed
    if let faults { options.faults = faults }
    options.recordPath = record
    options.showsConsole = console
    options.hasSemihosting = hasSemihosting
    options.semihostingFolder = semihostingDir
    options.semihostingCommandLine = semihostingCommandLine
    options.screenshotPath = screenshot
    options.snapshotOutPath = snapshotOut
    if let snapshotIn { options.snapshotInPath = snapshotIn }
    options.reportPath = report
    return options
  }

  /// For people and for harnesses that wait for these lines. In the live view the port stands on the screen.
  private func announce(_ runner: Runner, _ options: RunOptions, isLive: Bool) {
    if let summary = runner.imageSummary, !isLive, !quiet { Standard.error.say(summary) }
    guard !isLive else { return }
    // A console's output is the band's alone.
    let stream: Standard = options.ownsStandardOutput ? .error : .output
    // The instrument first: harnesses take the band's line for the end of the start.
    for line in (runner.ppk2?.announcement ?? []) + (runner.udp?.announcement ?? []) + (runner.port?.announcement ?? [])
    { stream.say(line) }
  }

  private func watch(_ runner: Runner, on terminal: Terminal) {
    let view = LiveView(image: image ?? flash ?? "", port: runner.port?.clientPath)
    while !runner.isFinished {
      Standard.output.write(view.render(runner.status))
      switch terminal.key() {
      case "t": runner.commands.post(.touch)
      case "w": runner.commands.post(.toggleWalk)
      case "c": runner.commands.post(.toggleCharger)
      case "q": runner.stop(status: 0)
      default: break
      }
    }
  }

  /// Without a view: progress of long runs, where a person sees standard error.
  private func follow(_ runner: Runner, _ options: RunOptions) {
    let isOutputTaken = options.showsConsole || options.hasSemihosting
    let showsProgress = !quiet && !isOutputTaken && Standard.error.isTerminal && options.duration != nil
    var progress = ProgressLine(total: options.duration ?? 0)
    while !runner.wait(for: .milliseconds(250)) {
      if showsProgress { Standard.error.write(progress.update(runner.status)) }
    }
    if showsProgress { Standard.error.write(progress.clear()) }
  }

  private func finish(_ outcome: RunOutcome, _ options: RunOptions) throws {
    if let fault = outcome.fault { Standard.error.say(fault) }
    if !quiet {
      let stream: Standard = options.ownsStandardOutput ? .error : .output
      stream.say("")
      stream.say(EnergyTable.render(outcome.report, capacityMilliampereHours: outcome.capacityMilliampereHours))
      stream.say("digest           \(outcome.report.digest ?? "")")
    }
    if !outcome.failures.isEmpty { throw InputErrors(outcome.failures.map(\.description)) }
    if let replay = outcome.replay {
      if !quiet || replay.divergence != nil { Standard.error.say(replay.text) }
      if replay.divergence != nil { throw ExitCode(1) }
      // A recorded end is no failure; one of its own is.
      if replay.isEnded { return }
    }
    if outcome.report.exit.status != 0 { throw ExitCode(outcome.report.exit.status) }
  }
}
