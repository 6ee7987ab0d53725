import ArgumentParser
import Formats
import Foundation

/// `bandbox smp shell`.
struct SMPShell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Run a command line on the device.", usage: "bandbox smp shell [<options>] <words> ...",
    discussion: """
      Everything from the first word that is not an option goes to the device. The exit status is the command's, or 1 if \
      that is not 0 ... 255.
      """)

  @OptionGroup var device: DeviceOptions
  @Flag(help: "As JSON.")
  var json = false
  @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
  var words: [String]

  func run() throws {
    let words = try Passthrough.words(words, of: self)
    let reply = try device.withClient { client in
      try client.adjustToParameters()
      return try client.shell(words)
    }
    if json {
      try Standard.output.printJSON(reply)
    } else if !reply.output.isEmpty {
      Standard.output.write(reply.output.hasSuffix("\n") ? reply.output : reply.output + "\n")
    }
    guard reply.status != 0 else { return }
    throw ExitCode(Int32(UInt8(exactly: reply.status) ?? 1))
  }
}
