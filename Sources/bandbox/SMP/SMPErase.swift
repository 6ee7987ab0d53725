import ArgumentParser
import Formats

/// `bandbox smp erase`.
struct SMPErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase an image slot that is not in use.", usage: "bandbox smp erase [<options>]")

  @OptionGroup var device: DeviceOptions
  @Option(parsing: .unconditional, help: "The slot. (default: the device's choice, 1)")
  var slot: String?

  func validate() throws { _ = try number() }

  private func number() throws(InputError) -> Int? {
    try OptionValue.whole("--slot", slot, in: 0...255, of: "a slot")
  }

  func run() throws {
    let slot = try number()
    try device.withClient { try $0.eraseImage(slot: slot) }
  }
}
