import ArgumentParser
import Lab

/// `bandbox info`.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Say what an image is and where it loads and starts.")

  @Argument(help: "The image.")
  var image: String
  @OptionGroup var bytes: RawImageOptions
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let info = try ImageInfo(path: image, rawAddress: bytes.address)
    Standard.output.print(json ? try Text.json(info) : info.text)
  }
}
