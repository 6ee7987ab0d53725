import ArgumentParser
import Formats

/// `bandbox smp info`.
struct SMPInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Show what the device says about itself, like uname.",
    usage: "bandbox smp info [<options>] [<format>]",
    discussion: """
      Letters of the format: s kernel, n name, r release, v version, b build time, m machine, p processor, i board, o \
      operating system, a all.
      """)

  @OptionGroup var device: DeviceOptions
  @Argument(help: "Which pieces of information.")
  var format = "a"
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let output = try device.withClient { try $0.info(format: format) }
    if json { return try Standard.output.printJSON(["output": output]) }
    Standard.output.print(output)
  }
}
