/// AES-128 by ECB: key, text and result are 48 bytes in RAM.
enum Cipher {
  private static var port: Peripheral { Peripheral(14) }
  nonisolated(unsafe) private static var memory = InlineArray<12, UInt32>(repeating: 0)

  /// Puts the encrypted text on the line. HCI has the key, and behind it the text, with the lowest byte first; the chip has the
  /// highest first.
  static func encrypt(_ data: Packet) {
    let bytes = withUnsafeMutablePointer(to: &memory) {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
    }
    for place in 0..<16 {
      bytes[place] = data[15 - place]
      bytes[16 + place] = data[31 - place]
    }
    port.register(0x504).value = UInt32(UInt(bitPattern: bytes))
    port.clear(0x100)
    port.trigger(0x000)
    while !port.has(0x100) {}
    for place in 0..<16 { Line.put(bytes[47 - place]) }
  }
}
