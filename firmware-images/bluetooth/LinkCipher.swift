/// The encryption of a connection: CCM with counters of packets. Packets are encrypted when they are queued and decrypted when the
/// main loop takes them, in the order in which both ends count them; nothing of it is in the radio's interrupt.
///
/// Bluetooth Core Specification, volume 6, part E, 2.
struct LinkCipher {
  /// Bytes that a packet grows by.
  static let check: UInt8 = 4

  var isSending = false
  var isReceiving = false
  /// The session key, the highest byte first; the initialisation vector as it is sent.
  private var key = InlineArray<16, UInt8>(repeating: 0)
  private var vector = InlineArray<8, UInt8>(repeating: 0)
  private var sent: UInt32 = 0
  private var received: UInt32 = 0
  /// Both ends' parts of the key's diversifier, as they are sent: the central's first.
  private var diversifier = InlineArray<16, UInt8>(repeating: 0)

  /// Takes one end's eight bytes of the diversifier and four of the vector, as packets have them.
  mutating func take(_ data: Packet, ofCentral: Bool) {
    for place in 0..<8 { diversifier[(ofCentral ? 0 : 8) + place] = data[place] }
    for place in 0..<4 { vector[(ofCentral ? 0 : 4) + place] = data[8 + place] }
  }

  /// Makes the session key from the long term key, whose lowest byte comes first, and begins to count.
  mutating func begin(_ longTermKey: InlineArray<16, UInt8>) {
    for place in 0..<16 {
      BlockCipher.key[place] = longTermKey[15 - place]
      BlockCipher.text[place] = diversifier[15 - place]
    }
    BlockCipher.run()
    for place in 0..<16 { key[place] = BlockCipher.result[place] }
    sent = 0
    received = 0
  }

  /// Encrypts a packet that is about to be queued: it grows by the check.
  mutating func encrypt(_ packet: Packet, fromCentral: Bool) {
    let count = packet[1]
    let check = self.check(packet, count, sent, fromCentral)
    mix(packet.payload, Int(count), sent, fromCentral)
    put(check, behind: packet.payload + Int(count), sent, fromCentral)
    packet[1] = count + Self.check
    sent &+= 1
  }

  /// Decrypts a received packet, which shrinks by the check; false where that is wrong.
  mutating func decrypt(_ packet: Packet, fromCentral: Bool) -> Bool {
    guard packet.length > Self.check else { return false }
    let count = packet.length - Self.check
    let end = packet.payload + Int(count)
    let found = end.word(at: 0) ^ stream(0, received, fromCentral).word(at: 0)
    mix(packet.payload, Int(count), received, fromCentral)
    packet[1] = count
    let isRight = check(packet, count, received, fromCentral) == found
    received &+= 1
    return isRight
  }

  private func put(_ check: UInt32, behind end: Packet, _ number: UInt32, _ fromCentral: Bool) {
    let mask = stream(0, number, fromCentral).word(at: 0)
    end.put(word: check ^ mask, at: 0)
  }

  /// The nonce of a packet, in `BlockCipher.text` behind its first byte, and the key in its place.
  private func prepare(_ flags: UInt8, _ number: UInt32, _ fromCentral: Bool) {
    for place in 0..<16 { BlockCipher.key[place] = key[place] }
    let text = BlockCipher.text
    text[0] = flags
    text.put(word: number, at: 1)
    text[5] = fromCentral ? 0x80 : 0
    for place in 0..<8 { text[6 + place] = vector[place] }
    text[14] = 0
  }

  /// Block `index` of the key stream.
  private func stream(_ index: UInt8, _ number: UInt32, _ fromCentral: Bool) -> Packet {
    prepare(0x01, number, fromCentral)
    BlockCipher.text[15] = index
    BlockCipher.run()
    return BlockCipher.result
  }

  private func mix(_ data: Packet, _ count: Int, _ number: UInt32, _ fromCentral: Bool) {
    var place = 0
    while place < count {
      let block = stream(UInt8(place / 16 + 1), number, fromCentral)
      for index in 0..<min(16, count - place) { data[place + index] ^= block[index] }
      place += 16
    }
  }

  /// The check of header and payload in the clear: the first four bytes of CBC-MAC.
  private func check(_ packet: Packet, _ count: UInt8, _ number: UInt32, _ fromCentral: Bool) -> UInt32 {
    prepare(0x49, number, fromCentral)
    let (text, result) = (BlockCipher.text, BlockCipher.result)
    text[15] = count
    BlockCipher.run()
    // The header without what an acknowledgement changes.
    for place in 0..<16 { text[place] = result[place] }
    text[1] ^= 1
    text[2] ^= packet[0] & 0xE3
    BlockCipher.run()
    var place = 0
    while place < Int(count) {
      for index in 0..<16 {
        text[index] = result[index] ^ (place + index < Int(count) ? packet.payload[place + index] : 0)
      }
      BlockCipher.run()
      place += 16
    }
    return result.word(at: 0)
  }
}
