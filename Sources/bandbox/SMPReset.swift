import ArgumentParser

/// `bandbox smp reset`.
struct SMPReset: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "reset", abstract: "Reset the device.")

  @OptionGroup var device: DeviceOptions
  @Flag(help: "Even where the device would rather not now.")
  var force = false
  @Flag(help: "Into the bootloader's serial recovery.")
  var recovery = false

  func run() throws {
    try device.withClient { try $0.reset(force: force, toBootloader: recovery) }
  }
}
