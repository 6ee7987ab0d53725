import ArgumentParser

/// `bandbox smp ship`.
struct SMPShip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ship", abstract: "Put one of Bandbox's bands into ship mode: off until it is charged.",
    usage: "bandbox smp ship [<options>]")

  @OptionGroup var device: DeviceOptions

  func run() throws { try device.withClient { try $0.ship() } }
}
