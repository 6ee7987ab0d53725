import ArgumentParser
import Formats

/// `bandbox smp echo`.
struct SMPEcho: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo", abstract: "Send a text and print the reply and the time it took.",
    usage: "bandbox smp echo [<options>] [<text>]")

  @OptionGroup var device: DeviceOptions
  @Argument(help: "The text.")
  var text = "hello"
  @Option(parsing: .unconditional, help: "How many times.")
  var count = "1"
  @Flag(help: "As JSON.")
  var json = false

  private struct Reply: Encodable {
    var text: String
    var milliseconds: Double
  }

  func validate() throws {
    _ = try repetitions()
  }

  private func repetitions() throws(InputError) -> Int {
    try OptionValue.whole("--count", count, in: 1...1_000_000, of: "a number of echoes") ?? 1
  }

  func run() throws {
    let replies = try device.withClient { client in
      // A long text needs to know the device's buffer.
      if text.utf8.count > 200 { try client.adjustToParameters() }
      return try (0..<repetitions()).map { _ in
        let begun = ContinuousClock.now
        let back = try client.echo(text)
        let reply = Reply(text: back, milliseconds: ((ContinuousClock.now - begun).inSeconds * 1e6).rounded() / 1e3)
        if !json { Standard.output.print("\(reply.text)   \(NumberText.decimal(reply.milliseconds, 1)) ms") }
        return reply
      }
    }
    if json { try Standard.output.printJSON(replies) }
    guard replies.allSatisfy({ $0.text == text }) else {
      Standard.error.say("error: echo: the device sent something else back")
      throw ExitCode(1)
    }
  }
}
