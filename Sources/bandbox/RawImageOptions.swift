import ArgumentParser
import Lab

/// Takes an image's bytes as they are.
struct RawImageOptions: ParsableArguments {
  @Flag(help: "Take the image's bytes as they are, whatever they are.")
  var raw = false
  @Option(help: ArgumentHelp("With --raw: where they go. (default: 0x07FC0000)", valueName: "address"))
  var loadAddress: String?

  func validate() throws {
    guard let loadAddress else { return }
    if !raw { throw ValidationError("--load-address goes with --raw: other images say themselves where they go") }
    if LoadAddress.parse(loadAddress) == nil {
      throw ValidationError("--load-address: expected \(LoadAddress.expected), found '\(loadAddress)'")
    }
  }

  /// Where the bytes go; nil where the image is recognised.
  var address: UInt32? { raw ? loadAddress.flatMap(LoadAddress.parse) ?? LoadAddress.usual : nil }
}
