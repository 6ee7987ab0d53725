import ArgumentParser
import Foundation
import Lab

/// `bandbox smp shell`.
struct SMPShell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Run a command line on the device; its status becomes ours (1 for others than 0 ... 255).",
    discussion: "Words from the first on that is no option go to the device.")

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
