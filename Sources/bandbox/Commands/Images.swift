import ArgumentParser
import Formats
import Session

/// `bandbox images`.
struct Images: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "images",
    abstract: "List the firmware images that Bandbox ships, and what each does.",
    discussion: """
      They are in firmware-images/ of the checkout that built this command, or in share/bandbox beside it; or in the \
      given folder.
      """)

  @Argument(help: "A folder that contains firmware-images/.", completion: .directory)
  var folder: String?
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let images = try ShippedImage.list(below: folder)
    if json { return try Standard.output.printJSON(images) }
    for line in ShippedImage.lines(images, columns: Terminal.columns(of: .output)) { Standard.output.print(line) }
  }
}
