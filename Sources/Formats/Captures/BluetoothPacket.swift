/// A link layer packet of Bluetooth Low Energy in a capture: LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR of the tcpdump group's list, a
/// header of ten bytes before access address, PDU and CRC.
package struct BluetoothPacket {
  /// The link type's number.
  package static let linkType: UInt16 = 256

  /// The physical channel, 0 ... 39: (MHz - 2402) / 2.
  package var channel: UInt8
  /// At the antenna, in dBm; `nil` where it is not known.
  package var power: Int8?
  /// Access address, PDU and CRC as they are on the air, without whitening.
  package var bytes: [UInt8]
  /// Whether the CRC was right; `nil` where nobody has looked.
  package var isIntact: Bool?
  /// Whether the central of its connection sent it; `nil` outside a connection, and where that is not known.
  package var isFromCentral: Bool?

  /// States one.
  package init(channel: UInt8, power: Int8?, bytes: [UInt8], isIntact: Bool?, isFromCentral: Bool? = nil) {
    self.isFromCentral = isFromCentral
    self.channel = channel
    self.power = power
    self.bytes = bytes
    self.isIntact = isIntact
  }

  /// The packet as the capture holds it.
  package var captured: [UInt8] {
    // Without whitening; what else of the header counts.
    var flags: UInt16 = 0x0001
    if power != nil { flags |= 0x0002 }
    if let isIntact { flags |= isIntact ? 0x0C00 : 0x0400 }
    // Which kind of packet: 2 and 3 are data, from the central and to it.
    if let isFromCentral { flags |= isFromCentral ? 0x0100 : 0x0180 }
    let header = [channel, UInt8(bitPattern: power ?? 0), 0, 0, 0, 0, 0, 0]
    return header + [UInt8(flags & 0xFF), UInt8(flags >> 8)] + bytes
  }
}
