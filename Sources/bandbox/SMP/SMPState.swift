import ArgumentParser
import Formats
import Link

/// `bandbox smp state`.
struct SMPState: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Show the images in the slots; mark one to be tested or kept.",
    usage: "bandbox smp state [<options>]",
    discussion: """
      An image on test runs after the next reset; the one after reverts to the old image unless it was confirmed.
      """)

  @OptionGroup var device: DeviceOptions
  @Option(help: ArgumentHelp("Test the image with this hash, or its first digits.", valueName: "hash"))
  var test: String?
  @Flag(help: "Confirm the running image, or that of --hash.")
  var confirm = false
  @Option(help: ArgumentHelp("With --confirm: the image to keep.", valueName: "hash"))
  var hash: String?
  @Flag(help: "As JSON.")
  var json = false

  func validate() throws {
    if test != nil && confirm { throw ValidationError("--test and --confirm exclude each other") }
    if hash != nil && !confirm { throw ValidationError("--hash goes with --confirm") }
  }

  func run() throws {
    let states = try device.withClient { client in
      let states = try client.imageStates()
      guard test != nil || confirm else { return states }
      let wanted = try (test ?? hash).map { try Self.find($0, in: states) }
      return try client.setImageState(hash: wanted, confirm: confirm)
    }
    if json { return try Standard.output.printJSON(states) }
    Standard.output.print(ImageStateTable.render(states))
  }

  private static func find(_ text: String, in states: [SMPClient.ImageState]) throws(InputError) -> [UInt8] {
    let fitting = Set(states.map(\.hash).filter { !$0.isEmpty && $0.hasPrefix(text.lowercased()) })
    guard fitting.count == 1, let hash = fitting.first, let bytes = HexText.bytes(hash), !text.isEmpty else {
      throw InputError("'\(text)': \(fitting.isEmpty ? "no" : "more than one") image on the device has such a hash")
    }
    return bytes
  }
}
