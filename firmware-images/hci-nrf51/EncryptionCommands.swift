/// Encryption of connections. Bluetooth Core Specification, volume 4, part E, 7.8.24 to 7.8.26.
enum EncryptionCommands {
  static func take(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    switch command & 0x3FF {
    case 0x19:
      guard count >= 28 else { return Host.status(command, LinkError.invalidParameter) }
      let handle = Int(data.half(at: 0))
      guard LinkLayer.isOpen(handle) else { return Host.status(command, LinkError.unknownConnection) }
      let isBegun = LinkEncryption.begin(handle, data + 2, data + 12)
      Host.status(command, isBegun ? 0 : LinkError.disallowed)
    case 0x1A:
      guard Commands.has(count, 18, command) else { return }
      answer(command, data) { LinkEncryption.use($0, data + 2) }
    default:
      guard Commands.has(count, 2, command) else { return }
      answer(command, data) { LinkEncryption.refuse($0) }
    }
  }

  private static func answer(_ command: UInt16, _ data: Packet, _ act: (Int) -> Bool) {
    let handle = Int(data.half(at: 0))
    let status = !LinkLayer.isOpen(handle) ? LinkError.unknownConnection : act(handle) ? 0 : LinkError.disallowed
    Host.complete(command, status, 2)
    Host.put(half: data.half(at: 0))
  }
}
