import ArgumentParser
import Lab

/// `bandbox info`.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Say what an image is and where it loads and starts.")

  @Argument(help: "The image.")
  var image: String
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let info = try ImageInfo(path: image)
    if json { return try Standard.output.printJSON(info) }
    Standard.output.print(info.text)
  }
}
