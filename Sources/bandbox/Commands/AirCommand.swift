import ArgumentParser
import Formats
import Machine
import Session

/// `bandbox air`.
struct AirCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "air",
    abstract: "Run several bands whose radios hear each other.",
    usage: "bandbox air [<options>] <name=image> ...",
    discussion: """
      Each band is NAME=IMAGE. Without --for the run goes on until Ctrl-C, and every band has a pty. Options that take \
      NAME=... may be repeated; without NAME= they are for all bands. See docs/bluetooth.md.
      """)

  @Argument(help: ArgumentHelp("The bands and their firmware.", valueName: "name=image"))
  var bands: [String]
  @Option(help: ArgumentHelp("A board of this radio's kind. (default: tracker)", valueName: "[name=]board"))
  var board: [String] = []
  @Option(help: ArgumentHelp("Offer a band's UART on a pty with this name.", valueName: "name=link"))
  var link: [String] = []
  @Option(name: .customLong("for"), parsing: .unconditional, help: "Virtual time to run.")
  var duration: String?
  @Option(parsing: .unconditional, help: "1x, 10x ... or max. (default: max with --for, no link)")
  var speed: String?
  @Option(parsing: .unconditional, help: "Seed of the first band; others count on. (default: 1)")
  var seed: String?
  @Option(parsing: .unconditional, help: "Packets that are not heard, 0 ... 1. (default: 0)")
  var loss: String?
  @Option(help: ArgumentHelp("Share the air of this name with other processes.", valueName: "name[,count]"))
  var air: String?
  @Option(help: ArgumentHelp("Write all packets, or a band's, for Wireshark.", valueName: "[name=]pcapng"))
  var pcap: [String] = []
  @Option(help: ArgumentHelp("Write the report.", valueName: "json"), completion: .file())
  var report: String?
  @Flag(help: "No energy tables; errors only.")
  var quiet = false

  mutating func run() throws {
    let options = try options()
    Interrupt.begin()
    let runner = try AirRunner(options)
    Interrupt.onSignal { runner.stop(status: $0) }
    let isOutputTaken = options.ownsStandardOutput
    announce(runner, to: isOutputTaken ? .error : .output)
    runner.start { Standard.error.print("bandbox: \($0)") }
    let progress = ProgressLine(total: options.duration ?? 0, isQuiet: quiet || options.duration == nil)
    while !runner.wait(for: .milliseconds(250)) { progress.show(runner.status) }
    progress.clear()
    let outcome = try runner.join().get()
    for (band, run) in zip(options.bands, outcome.bands) {
      if let fault = run.fault { Standard.error.say("\(band.name): \(fault)") }
    }
    if !quiet { tell(outcome, to: isOutputTaken ? .error : .output) }
    if !outcome.failures.isEmpty { throw InputErrors(outcome.failures.map(\.description)) }
    if outcome.report.exit.status != 0 { throw ExitCode(outcome.report.exit.status) }
  }

  // MARK: Options

  private func options() throws -> AirOptions {
    let images = try images()
    let names = images.map(\.name)
    let boards = try board.map { (text) throws(InputError) in try Self.addressed("--board", text, names) }
    let links = try links(names)
    var options = AirOptions(bands: [])
    for (name, image) in images {
      var run = RunOptions(imagePath: try ShippedImage.file(image))
      let named = boards.last { $0.name == name } ?? boards.last { $0.name == nil }
      run.board = named?.value ?? "tracker"
      run.linkPath = links[name]
      run.hasLink = duration == nil || run.linkPath != nil
      options.bands.append(AirOptions.Band(name: name, run: run))
    }
    options.duration = try OptionValue.length("--for", duration)
    options.speed = try OptionValue.parsed("--speed", speed, Speed.expected, Speed.init)
    options.seed = try OptionValue.whole("--seed", seed, in: 0...UInt64.max) ?? options.seed
    if let loss { options.loss = try OptionValue.number("--loss", loss, in: 0...1, of: "a part of all packets") }
    options.air = try OptionValue.parsed("--air", air, AirPlace.expected, AirPlace.init)
    options.captures = try pcap.map { (text) throws(InputError) in
      let capture = try Self.addressed("--pcap", text, names)
      return (capture.name, capture.value)
    }
    options.reportPath = report
    return options
  }

  private func images() throws(InputError) -> [(name: String, image: String)] {
    var images: [(name: String, image: String)] = []
    for text in bands {
      let band = Self.split(text)
      guard let name = band.name, !name.isEmpty, !band.value.isEmpty else {
        throw InputError("expected NAME=IMAGE, found '\(text)'")
      }
      guard !images.contains(where: { $0.name == name }) else {
        throw InputError("'\(name)' is the name of two bands")
      }
      images.append((name, band.value))
    }
    return images
  }

  private func links(_ names: [String]) throws(InputError) -> [String: String] {
    var links: [String: String] = [:]
    for text in link {
      let place = try Self.addressed("--link", text, names)
      guard let name = place.name else { throw InputError("--link: expected NAME=LINK, found '\(text)'") }
      links[name] = place.value
    }
    return links
  }

  /// `NAME=VALUE`, or a value for all.
  private static func split(_ text: String) -> (name: String?, value: String) {
    guard let place = text.firstIndex(of: "=") else { return (nil, text) }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }

  private static func addressed(
    _ option: String, _ text: String, _ names: [String]
  ) throws(InputError) -> (name: String?, value: String) {
    let found = split(text)
    guard !found.value.isEmpty else { throw InputError("\(option): expected a value, found '\(text)'") }
    if let name = found.name, !names.contains(name) {
      throw InputError("\(option): there is no band '\(name)'\(Suggestion.hint(name, among: names))")
    }
    return found
  }

  // MARK: What people read

  private func announce(_ runner: AirRunner, to stream: Standard) {
    if !quiet { for image in runner.imageSummaries { Standard.error.say("\(image.name): \(image.summary)") } }
    for entry in runner.ports {
      guard let port = entry.port else { continue }
      for line in port.announcement { stream.say(line.hasPrefix("{") ? line : "\(entry.name): \(line)") }
    }
  }

  private func tell(_ outcome: AirOutcome, to stream: Standard) {
    let columns = Terminal.columns(of: stream)
    for (band, run) in zip(outcome.report.bands, outcome.bands) {
      stream.say("")
      let packets = band.packets
      stream.say("\(band.name): \(packets.sent) packets sent, \(packets.received) heard, \(packets.damaged) damaged")
      stream.say(
        EnergyTable.render(
          run.report, capacityMilliampereHours: run.capacityMilliampereHours, columns: columns))
    }
    stream.say("")
    for line in EnergyTable.line("digest           \(outcome.report.digest)", columns: columns) { stream.say(line) }
  }
}
