import ArgumentParser

/// `bandbox smp reset`.
struct SMPReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Reset the device.", usage: "bandbox smp reset [<options>]")

  @OptionGroup var device: DeviceOptions
  @Flag(help: "Reset even if the device is busy.")
  var force = false
  @Flag(help: "Enter the bootloader's serial recovery.")
  var recovery = false

  func run() throws {
    try device.withClient { try $0.reset(force: force, toBootloader: recovery) }
  }
}
