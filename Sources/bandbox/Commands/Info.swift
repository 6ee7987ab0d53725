import ArgumentParser
import Formats
import Session

/// `bandbox info`.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show what an image is, where it loads and where it starts.")

  @Argument(help: "The image: a file, or a name ('bandbox images').", completion: .file())
  var image: String
  @OptionGroup var bytes: RawImageOptions
  @Option(help: BoardOption.help, completion: .board)
  var board: String?
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let board = try BoardOption.find(board)
    let info = try ImageInfo(path: ShippedImage.file(image), on: board, rawAddress: try bytes.address(on: board))
    if json { return try Standard.output.printJSON(info) }
    Standard.output.print(info.text)
  }
}
