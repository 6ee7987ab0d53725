import Link

/// What the slots of a device hold, for people.
enum ImageStateTable {
  static func render(_ states: [SMPClient.ImageState]) -> String {
    TextTable.render(
      ["IMAGE", "SLOT", "VERSION", "FLAGS", "HASH"],
      states.map { ["\($0.image)", "\($0.slot)", $0.version, $0.flags.joined(separator: ", "), $0.hash] })
      ?? "The device has no image."
  }
}
