import ArgumentParser
import Bench
import Boards
import Debugger
import Formats
import Foundation
import Link
import Machine
import Session
import Studies
import Watchers

/// `bandbox run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a firmware image on a board and report where the charge went.",
    discussion: """
      Times are 30s, 2h, 1h30m or 20d; a bare number is seconds. Without --for the run goes on until Ctrl-C, or q in \
      the view. --help-hidden also lists rarely needed options.
      """)

  @Argument(help: "The firmware: a file, or a name ('bandbox images').", completion: .file())
  var image: String?
  @OptionGroup var bytes: RawImageOptions
  @OptionGroup var engine: EngineOption
  @Option(help: ArgumentHelp("Keep the flash's contents in this file.", valueName: "file"), completion: .file())
  var flash: String?
  @Flag(help: "Start an image for a slot without the bootloader.")
  var noBootloader = false
  @Flag(help: ArgumentHelp("With --flash: start in the boot ROM's UART boot.", visibility: .hidden))
  var uartBoot = false
  @Option(
    help: ArgumentHelp("The board, or a board file. (default: miband2)", valueName: "board"), completion: .board)
  var board: String?
  @Option(name: .customLong("for"), parsing: .unconditional, help: "Virtual time to run.")
  var duration: String?
  @Option(parsing: .unconditional, help: "1x, 10x ... or max. (default: max with --for, no link)")
  var speed: String?
  @Flag(help: ArgumentHelp("With max: no slowing to 1x for an attached client.", visibility: .hidden))
  var freeRunning = false
  @Option(help: "Offer the cradle's UART on a pty with this name.")
  var link: String?
  @Option(
    defaultAsFlag: "",
    help: ArgumentHelp("Measure the supply with a PPK2 on a pty.", valueName: "link"))
  var ppk2: String?
  @Option(
    help: ArgumentHelp("Write what a PPK2 would measure.", valueName: "ppk2", visibility: .hidden), completion: .file())
  var ppk2Out: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take SMP datagrams on 127.0.0.1; 0: any free port.", valueName: "port", visibility: .hidden))
  var udp: String?
  @Option(help: ArgumentHelp("Who may open the pty, such as 0660:dialout.", valueName: "mode", visibility: .hidden))
  var linkMode: String?
  @Option(
    help: ArgumentHelp(
      "Share the air of this name with other processes.", valueName: "name[,count]", visibility: .hidden))
  var air: String?
  @Flag(help: ArgumentHelp("Wait for a slow client instead of dropping bytes.", visibility: .hidden))
  var lossless = false
  @Flag(help: "Stay at time 0 until a client attaches.")
  var waitForClient = false
  @Flag(help: ArgumentHelp("An attached client also supplies VBUS.", visibility: .hidden))
  var cablePower = false
  @Option(help: "day, rest, walk:CADENCE or none. (default: day)")
  var wear: String?
  @Option(help: ArgumentHelp("Recorded motion (CSV: seconds,x,y,z in g).", valueName: "csv"), completion: .file())
  var accelerometer: String?
  @Option(help: ArgumentHelp("Recorded pulse (CSV: seconds,bpm).", valueName: "csv"), completion: .file())
  var heartRate: String?
  @Option(help: ArgumentHelp("Inputs (CSV: time,what,value).", valueName: "csv"), completion: .file())
  var events: String?
  @Option(
    help: ArgumentHelp("Inject faults, such as 'wire both lose 1e-3'.", valueName: "file|text"), completion: .file())
  var faults: String?
  @Option(help: ArgumentHelp("Record everything that comes from outside.", valueName: "file"), completion: .file())
  var record: String?
  @Option(
    help: ArgumentHelp("Repeat a recording; report the first difference.", valueName: "file"), completion: .file())
  var replay: String?
  @Option(parsing: .unconditional, help: "Seed of all random numbers. (default: 1)")
  var seed: String?
  @Option(parsing: .unconditional, help: "State of charge at the start, 0 ... 100. (default: 80)")
  var charge: String?
  @Option(
    help: ArgumentHelp("Another cell ('bandbox cell' shows one).", valueName: "yaml", visibility: .hidden),
    completion: .file())
  var cell: String?
  @Option(help: ArgumentHelp("Replace numbers of the power model.", valueName: "yaml"), completion: .file())
  var coefficients: String?
  @Option(help: ArgumentHelp("off, advertising:500ms, connected:1s. (default: off)", valueName: "activity"))
  var radio: String?
  @Option(help: ArgumentHelp("usb, wall, bank, mains:6h/2h. (default: usb)", valueName: "what"))
  var chargeSource: String?
  @Option(
    help: ArgumentHelp(
      "In the cell's place: 3700mV, capacitor:100mF,3V ...", valueName: "what", visibility: .hidden))
  var supply: String?
  @Option(help: ArgumentHelp("An energy harvester: 20uA, 50uW, 300lux.", valueName: "what", visibility: .hidden))
  var harvest: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Full charges before the run, 0 ... 10000. (default: 0)", valueName: "count", visibility: .hidden))
  var cellCycles: String?
  @Flag(help: "Print the UART's text on standard output.")
  var console = false
  @Option(help: ArgumentHelp("Write display and LEDs at the end of the run.", valueName: "png"), completion: .file())
  var screenshot: String?
  @Option(help: ArgumentHelp("Write the state at the end of the run.", valueName: "file"), completion: .file())
  var snapshotOut: String?
  @Option(help: ArgumentHelp("Continue from a written state.", valueName: "file"), completion: .file())
  var snapshotIn: String?
  @Option(help: ArgumentHelp("Serve a live page and its API.", valueName: "[address:]port"))
  var page: String?
  @Flag(help: ArgumentHelp("With --page: time stands still until it is asked to go on.", visibility: .hidden))
  var held = false
  @Option(help: ArgumentHelp("Wait for GDB or LLDB at this port.", valueName: "[address:]port"))
  var gdb: String?
  @Flag(help: ArgumentHelp("With --gdb: do not wait at the start.", visibility: .hidden))
  var gdbRun = false
  @Option(
    help: ArgumentHelp(
      "With --gdb: show an RTOS's threads: \(ThreadChoice.expected).", valueName: "kernel", visibility: .hidden))
  var gdbThreads: String?
  @Option(defaultAsFlag: "", help: ArgumentHelp("Serve RTT to --console and a port.", valueName: "port"))
  var rtt: String?
  @Flag(help: "Answer ARM semihosting; exit with its status.")
  var semihosting = false
  @Option(
    help: ArgumentHelp(
      "The only folder in which semihosting opens files.", valueName: "dir", visibility: .hidden),
    completion: .directory)
  var semihostingDir: String?
  @Option(
    help: ArgumentHelp(
      "What semihosting gives as the command line.", valueName: "text", visibility: .hidden))
  var semihostingCommandLine: String?
  @Option(help: ArgumentHelp("Write which source lines were executed (lcov).", valueName: "info"), completion: .file())
  var coverage: String?
  @Option(
    help: ArgumentHelp("The ELF that has the image's source lines.", valueName: "elf", visibility: .hidden),
    completion: .file())
  var debugInfo: String?
  @Option(help: "Print instructions, lines or uart; may be repeated.")
  var trace: [String] = []
  @Option(
    help: ArgumentHelp("Write cable and radio as packets for Wireshark.", valueName: "pcapng", visibility: .hidden),
    completion: .file())
  var pcap: String?
  @Option(help: ArgumentHelp("Write the report.", valueName: "json"), completion: .file())
  var report: String?
  @Option(help: ArgumentHelp("screen or lines. (default: what the terminal can do)", valueName: "view"))
  var view: String?
  @Flag(help: "No view, no energy table; errors only.")
  var quiet = false

  func validate() throws {
    if image == nil && flash == nil && replay == nil {
      throw ValidationError("expected an image, or --flash with a flash to start from")
    }
    if replay != nil && (link != nil || udp != nil || waitForClient || cablePower) {
      throw ValidationError(
        "--replay has the cable: it does not go with --link, --udp, --wait-for-client, --cable-power")
    }
    if air != nil && (gdb != nil || page != nil || record != nil || replay != nil || hasSemihosting) {
      throw ValidationError(
        "--air does not go with --gdb, --page, --record, --replay, --semihosting: time on the air does not go back, and "
          + "what is heard is not recorded")
    }
    if debugInfo != nil && coverage == nil { throw ValidationError("--debug-info goes with --coverage") }
    if gdbRun && gdb == nil { throw ValidationError("--gdb-run goes with --gdb") }
    if held && page == nil { throw ValidationError("--held goes with --page") }
    if page != nil && gdb != nil { throw ValidationError("--page does not go with --gdb: each says how time goes") }
    if gdbThreads != nil && gdb == nil { throw ValidationError("--gdb-threads goes with --gdb") }
    if uartBoot && flash == nil { throw ValidationError("--uart-boot goes with --flash") }
  }

  mutating func run() throws {
    try engine.apply()
    var options = try options()
    let choice = try viewChoice(isTaken: options.ownsStandardOutput || !trace.isEmpty)
    options.isInteractive = choice == .screen
    let events = try choice.map { _ throws(InputError) in try EventPipe() }
    // Whatever starts threads comes after these two: all must leave the signals to those that wait for them.
    let terminal = choice == .screen ? events.map(Terminal.init) : nil
    Interrupt.begin()
    let debugger = try debugPort()
    let page = try pagePort()
    defer { page?.close() }
    let runner = try Runner(options, controller: debugger?.controller ?? page?.controller)
    page?.show(runner)
    Interrupt.onSignal { runner.stop(status: $0) }
    if terminal == nil {
      announce(runner, (debugger?.announcement ?? []) + (page?.announcement ?? []), options)
    } else {
      for announcement in [debugger?.announcement, page?.announcement].compactMap(\.self) {
        Standard.error.say(announcement[0])
      }
    }
    terminal?.enter()
    defer { Terminal.leave() }
    // On the screen of the view there is no place for it.
    let notes = Mailbox<String>()
    let isShown = terminal == nil || !Standard.error.isTerminal
    runner.start { note in
      let line = "bandbox: \(note)"
      if isShown { Standard.error.print(line) } else { notes.post(line) }
    }
    var bootloader = BootloaderNote()
    if let terminal {
      LiveView(
        image: image ?? flash ?? "", port: runner.port?.clientPath, waitsForClient: waitForClient,
        hasColors: ViewChoice.hasColors(ProcessInfo.processInfo.environment)
      )
      .follow(runner, on: terminal)
    } else if let events, case .lines(let reason) = choice {
      LineView(reason: reason).follow(runner, events, &bootloader)
    } else {
      follow(runner, options, &bootloader)
    }
    let outcome = runner.join()
    // The table stands on the normal screen, below what was there before.
    Terminal.leave()
    for note in notes.take() { Standard.error.print(note) }
    if case .success(let outcome) = outcome { bootloader.tell(outcome.bootloader) }
    try finish(try outcome.get(), options)
  }

  private func debugPort() throws -> DebugPort? {
    guard let place = try OptionValue.parsed("--gdb", gdb, TCPAddress.expected, TCPAddress.init) else { return nil }
    var options = DebugPort.Options(place)
    options.holdsAtStart = !gdbRun
    let kernels = ThreadChoice.allCases.map(\.rawValue)
    if let gdbThreads,
      let choice = ThreadChoice(rawValue: try OptionValue.one("--gdb-threads", gdbThreads, of: kernels))
    {
      options.threads = choice
    }
    return try DebugPort(options)
  }

  private func pagePort() throws -> PagePort? {
    guard let place = try OptionValue.parsed("--page", page, TCPAddress.expected, TCPAddress.init) else { return nil }
    var options = PagePort.Options(place) { try MomentCondition($0, of: $1, imagePath: $1.imagePath) }
    options.isHeld = held
    return try PagePort(options)
  }

  /// The view is for people who gave no end, unless they ask for it; `nil` for none.
  private func viewChoice(isTaken: Bool) throws -> ViewChoice? {
    if view != nil, quiet || isTaken {
      throw InputError(
        "--view does not go with --quiet, --console, --trace, --semihosting or an output on standard output")
    }
    // Whoever has a page looks at that.
    if view == nil, quiet || isTaken || duration != nil || replay != nil || page != nil { return nil }
    return try ViewChoice(view, terminal: Terminal.abilities, environment: ProcessInfo.processInfo.environment)
  }

  private var hasSemihosting: Bool { semihosting || semihostingDir != nil || semihostingCommandLine != nil }

  private func options() throws -> RunOptions {
    // What is given beside a recording is a difference on purpose.
    var options = try replay.map(RunOptions.init(replaying:)) ?? RunOptions(imagePath: nil)
    if let image { options.imagePath = try ShippedImage.file(image) }
    if let board { options.board = board }
    if let address = try bytes.address(on: BoardCatalogue.find(options.board)) { options.rawAddress = address }
    options.flashPath = flash
    options.hasPPK2 = ppk2 != nil
    options.ppk2Path = ppk2.flatMap { $0.isEmpty ? nil : $0 }
    options.ppk2OutPath = ppk2Out
    if uartBoot { options.bootsFromUART = true }
    if noBootloader { options.hasBootloader = false }
    options.duration = try OptionValue.length("--for", duration)
    options.speed = try OptionValue.parsed("--speed", speed, Speed.expected, Speed.init)
    options.wear = try OptionValue.parsed("--wear", wear, Wear.expected, Wear.init) ?? options.wear
    let traces = Trace.allCases.map(\.rawValue)
    options.traces = Set(try trace.compactMap { Trace(rawValue: try OptionValue.one("--trace", $0, of: traces)) })
    if let charge = try OptionValue.whole("--charge", charge, in: 0...100, of: "percent") {
      options.startPercent = charge
    }
    if let cell { options.cellPath = cell }
    if let coefficients { options.coefficientsPath = coefficients }
    options.radio = try OptionValue.parsed("--radio", radio, RadioText.expected, RadioText.parse) ?? options.radio
    options.chargeSource =
      try OptionValue.parsed("--charge-source", chargeSource, ChargeSourceText.expected, ChargeSourceText.parse)
      ?? options.chargeSource
    options.harvest =
      try OptionValue.parsed("--harvest", harvest, HarvestText.expected, HarvestText.parse) ?? options.harvest
    options.supply =
      try OptionValue.parsed("--supply", supply, SupplyText.expected, SupplyText.parse) ?? options.supply
    options.cellCycles =
      try OptionValue.whole("--cell-cycles", cellCycles, in: 0...10_000, of: "a number of full charges")
      ?? options.cellCycles
    options.isFreeRunning = freeRunning
    options.hasLink =
      link != nil || linkMode != nil || lossless || waitForClient && ppk2 == nil && udp == nil || cablePower
      || (duration == nil && replay == nil && !hasSemihosting)
    options.linkPath = link
    options.udpPort = try OptionValue.whole("--udp", udp, in: 0...UInt16.max, of: "a port")
    if rtt != nil { options.hasRTT = true }
    options.rttAddress = try OptionValue.parsed(
      "--rtt", rtt.flatMap { $0.isEmpty ? nil : $0 }, TCPAddress.expected, TCPAddress.init)
    options.air = try OptionValue.parsed("--air", air, AirPlace.expected, AirPlace.init)
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
    options.coveragePath = coverage
    options.packetsPath = pcap
    options.debugInfoPath = debugInfo
    return options
  }

  /// For people and for harnesses that wait for these lines. In the live view the port stands on the screen.
  private func announce(_ runner: Runner, _ ports: [String], _ options: RunOptions) {
    if !quiet { for note in runner.notes { Standard.error.say(note) } }
    if let summary = runner.imageSummary, !quiet { Standard.error.say(summary) }
    // A console's output is the band's alone.
    let stream: Standard = options.ownsStandardOutput ? .error : .output
    // The instrument first: harnesses take the band's line for the end of the start.
    for line in ports + (runner.rtt?.announcement ?? []) + (runner.ppk2?.announcement ?? [])
      + (runner.udp?.announcement ?? [])
      + (runner.port?.announcement ?? [])
    { stream.say(line) }
  }

  /// Without a view: progress of long runs, where a person sees standard error.
  private func follow(_ runner: Runner, _ options: RunOptions, _ bootloader: inout BootloaderNote) {
    let isOutputTaken = options.showsConsole || options.hasSemihosting
    let progress = ProgressLine(
      total: options.duration ?? 0, isQuiet: quiet || isOutputTaken || options.duration == nil)
    while !runner.wait(for: .milliseconds(250)) {
      let status = runner.status
      progress.show(status)
      bootloader.tell(status.bootloader)
    }
    progress.clear()
  }

  private func finish(_ outcome: RunOutcome, _ options: RunOptions) throws {
    if let fault = outcome.fault { Standard.error.say(fault) }
    if !quiet {
      let stream: Standard = options.ownsStandardOutput ? .error : .output
      stream.say("")
      let columns = Terminal.columns(of: stream)
      stream.say(
        EnergyTable.render(
          outcome.report, capacityMilliampereHours: outcome.capacityMilliampereHours, columns: columns))
      for line in EnergyTable.line("digest           \(outcome.report.digest ?? "")", columns: columns) {
        stream.say(line)
      }
    }
    if !quiet, let snapshotOut, !outcome.unsaved.isEmpty {
      Standard.error.say("\(snapshotOut) leaves out: \(outcome.unsaved.joined(separator: "; "))")
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
