/// Commands of the host's. Bluetooth Core Specification, volume 4, part E, 7.1 to 7.5.
enum Commands {
  /// Bits of what there is: volume 4, part E, 6.27, by octet.
  private static func supported(_ octet: Int) -> UInt8 {
    switch octet {
    case 0: 0x20
    case 2: 0x80
    case 5: 0xC0
    case 14: 0x28
    case 15: 0x22
    case 22: 0x04
    case 25: 0xF7
    case 26, 27: 0xFF
    case 28: 0x0F
    default: 0
    }
  }

  private static let unknown: UInt8 = 0x01

  /// As after power-on.
  static func reset() {
    LinkLayer.reset()
    Host.mask = (.max, 0x1FFF)
    Host.lowEnergyMask = 0x1F
    LinkControl.channels = ChannelMap()
    AdvertisingCommands.reset()
    ScanningCommands.reset()
  }

  /// Whether a command has the parameters that it needs.
  static func has(_ count: UInt8, _ least: UInt8, _ command: UInt16) -> Bool {
    if count >= least { return true }
    Host.complete(command, LinkError.invalidParameter)
    return false
  }

  /// Why a host may end a connection: volume 4, part E, 7.1.6.
  private static func isReason(_ reason: UInt8) -> Bool {
    switch reason {
    case 0x05, 0x13...0x15, 0x1A, 0x29, 0x3B: true
    default: false
    }
  }

  static func take(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    switch command {
    case 0x0406:
      guard has(count, 3, command) else { return }
      let handle = Int(data.half(at: 0))
      guard LinkLayer.isOpen(handle) else { return Host.status(command, LinkError.unknownConnection) }
      guard isReason(data[2]) else { return Host.status(command, LinkError.invalidParameter) }
      Host.status(command, 0)
      LinkLayer.disconnect(handle, data[2])
    case 0x041D:
      guard has(count, 2, command) else { return }
      let handle = Int(data.half(at: 0))
      guard LinkLayer.isOpen(handle) else { return Host.status(command, LinkError.unknownConnection) }
      Host.status(command, 0)
      LinkControl.askVersion(handle)
    case 0x0C01:
      guard has(count, 8, command) else { return }
      Host.mask = (data.word(at: 0), data.word(at: 4))
      Host.complete(command, 0)
    case 0x0C03:
      reset()
      Host.complete(command, 0)
    case 0x0C63: Host.complete(command, 0)
    case 0x1001:
      Host.complete(command, 0, 8)
      Line.put(LinkControl.version)
      Host.put(half: 1)
      Line.put(LinkControl.version)
      Host.put(half: LinkControl.company)
      Host.put(half: LinkControl.subversion)
    case 0x1002:
      Host.complete(command, 0, 64)
      for octet in 0..<64 { Line.put(supported(octet)) }
    case 0x1003:
      // No BR/EDR, but Low Energy.
      Host.complete(command, 0, 8)
      for octet in 0..<8 { Line.put(octet == 4 ? 0x60 : 0) }
    case 0x1009:
      // The chip has no public address.
      Host.complete(command, 0, 6)
      for _ in 0..<6 { Line.put(0) }
    case 0x1405:
      guard has(count, 2, command) else { return }
      let handle = Int(data.half(at: 0))
      let isOpen = LinkLayer.isOpen(handle)
      Host.complete(command, isOpen ? 0 : LinkError.unknownConnection, 3)
      Host.put(half: data.half(at: 0))
      Line.put(isOpen ? LinkLayer.pool[handle].control.strength : 127)
    default:
      if command >> 10 == 8, takeLowEnergy(command, data, count) { return }
      Host.complete(command, unknown)
    }
  }

  /// The lowest byte comes first, of key, text and result.
  private static func encrypt(_ command: UInt16, _ data: Packet) {
    for place in 0..<16 {
      BlockCipher.key[place] = data[15 - place]
      BlockCipher.text[place] = data[31 - place]
    }
    BlockCipher.run()
    Host.complete(command, 0, 16)
    for place in 0..<16 { Line.put(BlockCipher.result[15 - place]) }
  }

  /// Commands 0x2000 and more; false for one that is not known.
  private static func takeLowEnergy(_ command: UInt16, _ data: Packet, _ count: UInt8) -> Bool {
    switch command & 0x3FF {
    case 0x01:
      guard has(count, 8, command) else { return true }
      Host.lowEnergyMask = data.word(at: 0)
      Host.complete(command, 0)
    case 0x02:
      Host.complete(command, 0, 3)
      Host.put(half: UInt16(Host.dataLength))
      Line.put(Host.dataPackets)
    case 0x03:
      Host.complete(command, 0, 8)
      for octet in 0..<8 { Line.put(octet == 0 ? LinkControl.features : 0) }
    case 0x05...0x0A: AdvertisingCommands.take(command, data, count)
    case 0x0B...0x12: ScanningCommands.take(command, data, count)
    case 0x13...0x16: ConnectionCommands.take(command, data, count)
    case 0x17:
      guard has(count, 32, command) else { return true }
      encrypt(command, data)
    case 0x18:
      Host.complete(command, 0, 8)
      Host.put(word: RandomBits.word())
      Host.put(word: RandomBits.word())
    case 0x19...0x1B: EncryptionCommands.take(command, data, count)
    case 0x1C:
      // Bits of volume 4, part E, 7.8.27: all but those of directed advertising with high duty cycle.
      Host.complete(command, 0, 8)
      Host.put(word: 0x1FFF_77F7)
      Host.put(word: 0)
    default: return false
    }
    return true
  }
}
