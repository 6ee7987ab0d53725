import ArgumentParser
import Formats
import Link
import Session

/// `bandbox flash`.
struct Flash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flash",
    abstract: "Send an image to a band, or any device with MCUboot and SMP, over a serial port or UDP.",
    usage: "bandbox flash [<options>] <image>",
    discussion: """
      The image is checked before it is sent, as far as it is not encrypted. An interrupted upload continues where it \
      stopped. Without --test or --confirm the image is only stored in its slot, unless imgtool has padded it to be \
      tested or confirmed. A non-bootable image can only be stored.

      Exit statuses: 0 done, 1 the device refused or did not answer, or reverted the image after --reset, 2 bad image or \
      no such port, 130, 143 or 129 interrupted.
      """)

  @Argument(help: "An image made by 'imgtool sign', binary or Intel HEX.", completion: .file())
  var image: String
  @OptionGroup var device: DeviceOptions
  @Flag(help: "Run it once after the next reset; keep it if confirmed.")
  var test = false
  @Flag(help: "Run it from the next reset on.")
  var confirm = false
  @Flag(help: "Reset the device, and wait until it answers again.")
  var reset = false
  @Option(parsing: .unconditional, help: ArgumentHelp("The image's number. (default: 0)", valueName: "number"))
  var imageNumber: String?
  @Flag(help: "Let the device refuse it unless its version is higher.")
  var upgradeOnly = false
  @Flag(help: "Errors only.")
  var quiet = false
  @Flag(help: "Print what was done as JSON.")
  var json = false

  private struct Result: Encodable {
    var image: String
    var version: String
    var hash: String
    var bytes: Int
    var uploaded: Bool
    var resumedAt: Int
    var seconds: Double
    var mark: String?
    /// What became of a marked image by --reset.
    var outcome: ResetOutcome?
    var slots: [SMPClient.ImageState]

    /// What was marked, and what the device says of it: it will not start it.
    var isRefused: Bool {
      mark != nil && outcome == nil && slots.contains { $0.hash == hash && $0.isPending && !$0.isBootable }
    }
  }

  func validate() throws {
    if test && confirm { throw ValidationError("--test and --confirm exclude each other") }
    _ = try number()
  }

  private func number() throws(InputError) -> Int? {
    try OptionValue.whole("--image-number", imageNumber, in: 0...255, of: "an image's number")
  }

  func run() throws {
    let image = try UploadImage(path: image)
    if test || confirm { try image.checkStartable() }
    let stopping = StopRequest()
    Interrupt.begin()
    Interrupt.onSignal { stopping.stop([], status: $0) }
    say("\(self.image): version \(image.version), \(image.bytes.count) bytes, hash \(HexText.of(image.hash))")
    for feature in image.features { say("  \(feature)") }
    if image.padding > 0 { say("  its \(image.padding) bytes of padding are not sent") }
    let result = try device.withClient { client in
      try client.adjustToParameters()
      return try flash(image, client, stopping)
    }
    if json { try Standard.output.printJSON(result) }
    if result.outcome?.isFailure == true || result.isRefused { throw ExitCode(1) }
  }

  private func flash(_ image: UploadImage, _ client: SMPClient, _ stopping: StopRequest) throws -> Result {
    let begun = ContinuousClock.now
    let hash = HexText.of(image.hash)
    // A device in serial recovery may not tell.
    let before = try client.optional { () throws(SMPError) in try client.imageStates() } ?? []
    let present = before.first { $0.hash == hash }
    var result = Result(
      image: self.image, version: image.version, hash: hash, bytes: image.bytes.count, uploaded: present == nil,
      resumedAt: 0, seconds: 0, slots: before)
    if let present {
      say("  is in slot \(present.slot) already\(present.isActive ? " and runs" : "")")
    } else {
      result.resumedAt = try upload(image, client, stopping)
    }
    result.seconds = ((ContinuousClock.now - begun).inSeconds * 1_000).rounded() / 1_000
    let mark = confirm ? .confirm : test ? .test : image.mark
    if let mark, mark == .confirm || present?.isActive != true {
      result.slots = try client.setImageState(hash: image.hash, confirm: mark == .confirm)
      result.mark = mark == .confirm ? "confirm" : "test"
    } else if present == nil {
      result.slots = try client.optional { () throws(SMPError) in try client.imageStates() } ?? []
    }
    if reset {
      try client.reset()
      result.slots = try waitForDevice(client, stopping)
      if result.mark != nil { result.outcome = ResetOutcome(of: hash, image: try number() ?? 0, in: result.slots) }
    }
    try conclude(result, image)
    return result
  }

  /// Sends it with a line of progress; returns where it went on.
  private func upload(_ image: UploadImage, _ client: SMPClient, _ stopping: StopRequest) throws -> Int {
    var line = TransferLine(isQuiet: quiet)
    let begun = ContinuousClock.now
    let end: SMPClient.UploadEnd
    do {
      defer { line.clear() }
      end = try client.upload(
        image.bytes, sha256: image.sha256, image: try number(), upgradesOnly: upgradeOnly
      ) { done in
        line.update(done, of: image.bytes.count)
        return !stopping.isStopped
      }
    }
    switch end {
    case .stopped(let offset):
      say("stopped at byte \(offset) of \(image.bytes.count); the same command goes on there")
      throw ExitCode(stopping.exitStatus)
    case .done(let resumedAt), .uncertain(let resumedAt):
      if case .uncertain = end, try !client.imageStates().contains(where: { $0.hash == HexText.of(image.hash) }) {
        throw SMPError.corrupted("upload: the device does not have the image, though all was sent; try again")
      }
      let seconds = (ContinuousClock.now - begun).inSeconds
      let rate = Double(image.bytes.count - resumedAt) / max(seconds, 0.001) / 1_000
      let from = resumedAt > 0 ? ", went on at byte \(resumedAt)" : ""
      say("  sent in \(NumberText.decimal(seconds, 1)) s, \(NumberText.decimal(rate, 1)) kB/s\(from)")
      return resumedAt
    }
  }

  /// Waits until the device answers after its reset; a bootloader that swaps images takes its time.
  private func waitForDevice(_ client: SMPClient, _ stopping: StopRequest) throws -> [SMPClient.ImageState] {
    say("  resets ...")
    let deadline = ContinuousClock.now + .seconds(90)
    while true {
      if stopping.isStopped { throw ExitCode(stopping.exitStatus) }
      do throws(SMPError) {
        return try client.imageStates()
      } catch {
        guard case .noAnswer = error, ContinuousClock.now < deadline else { throw error }
      }
    }
  }

  /// Says what happens next.
  private func conclude(_ result: Result, _ image: UploadImage) throws {
    let number = try number() ?? 0
    if !quiet && !json { Standard.output.say(ImageStateTable.render(result.slots)) }
    if let outcome = result.outcome, outcome.isFailure {
      let active = result.slots.first { $0.isActive && $0.image == number }?.version
      return say(
        outcome.explanation(
          version: result.version, active: active, isTest: result.mark == "test", obstacle: image.obstacle))
    }
    guard let state = result.slots.first(where: { $0.hash == result.hash }) else {
      return say("The device does not list the image: it may be in serial recovery, where it runs after a reset.")
    }
    say(Self.outlook(state, image.obstacle))
  }

  /// What becomes of an image in this state; `obstacle` is what may keep it from being started.
  static func outlook(_ state: SMPClient.ImageState, _ obstacle: String?) -> String {
    if !state.isActive && !state.isBootable {
      let why = obstacle.map { ", for it is \($0)" } ?? ""
      return state.isPending
        ? "The device does not start it at the next reset: it lists it as not bootable\(why)."
        : "It lies in slot \(state.slot), and the device does not start it: it lists it as not bootable\(why)."
    }
    if state.isActive && state.isConfirmed { return "It runs and stays." }
    if state.isActive {
      return "It runs to be tested: the next reset goes back to the other image, unless it is confirmed before with "
        + "'bandbox smp state --confirm'."
    }
    if state.isPending && state.isPermanent { return "It runs from the next reset on: 'bandbox smp reset'." }
    if state.isPending {
      return "The next reset starts it to be tested ('bandbox smp reset'); then 'bandbox smp state --confirm' keeps it."
    }
    return "It lies in slot \(state.slot) and does nothing until 'bandbox smp state --test \(state.hash.prefix(8))'."
  }

  private func say(_ line: String) { if !quiet { Standard.error.say(line) } }
}
