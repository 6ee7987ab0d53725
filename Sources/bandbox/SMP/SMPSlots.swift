import ArgumentParser
import Formats
import Link

/// `bandbox smp slots`.
struct SMPSlots: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slots", abstract: "List the image slots and their sizes.", usage: "bandbox smp slots [<options>]")

  @OptionGroup var device: DeviceOptions
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let slots = try device.withClient { try $0.slots() }
    if json { return try Standard.output.printJSON(slots) }
    let rows = slots.map { ["\($0.image)", "\($0.slot)", "\($0.size)", $0.maximum.map { "\($0)" } ?? ""] }
    Standard.output.print(
      TextTable.render(["IMAGE", "SLOT", "BYTES", "LARGEST IMAGE"], rows) ?? "The device has no slot.")
  }
}
