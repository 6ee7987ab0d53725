import ArgumentParser

/// `bandbox smp erase`.
struct SMPErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase an image slot that is not in use.", usage: "bandbox smp erase [<options>]")

  @OptionGroup var device: DeviceOptions
  @Option(help: "The slot. (default: the device's choice, 1)")
  var slot: Int?

  func run() throws {
    try device.withClient { try $0.eraseImage(slot: slot) }
  }
}
