import ArgumentParser
import Formats
import SMP

/// `bandbox smp notify`.
struct SMPNotify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify", abstract: "Notify the wearer of one of Bandbox's bands: it buzzes and shows the text.",
    usage: "bandbox smp notify [<options>] <text>")

  @OptionGroup var device: DeviceOptions
  @Option(parsing: .unconditional, help: "How often it buzzes, 0 ... 5. (default: the band's choice, 2)")
  var buzz: String?
  @Argument(help: "Up to 40 bytes.")
  var text: String

  func validate() throws {
    _ = try buzzes()
    guard text.utf8.count <= BandCommand.textLimit else {
      throw ValidationError("expected a text of at most \(BandCommand.textLimit) bytes, found \(text.utf8.count)")
    }
  }

  private func buzzes() throws(InputError) -> Int? {
    try OptionValue.whole("--buzz", buzz, in: 0...BandCommand.mostBuzzes, of: "how often")
  }

  func run() throws {
    let buzzes = try buzzes()
    try device.withClient { try $0.notify(text, buzzes: buzzes) }
  }
}
