/// What PCNF0, PCNF1 and CRCCNF say of a packet: preamble, address, S0, LENGTH, S1, payload, CRC.
///
/// Sources: the register list; Nordic Semiconductor, nRF51 series reference manual, RADIO (order of the fields; the base
/// address loses its low bytes where it is shorter than four; preamble 0x55 or 0xAA so that it alternates with the
/// address's first bit; ENDIAN is of the fields from S0 to the payload; each field of S0, LENGTH and S1 that has bits has a
/// byte in RAM). Chosen: BALEN below 2 counts as 2, above 4 as 4; of LENGTH and S1, bits above the eighth are 0.
public struct RadioFormat: Hashable, Codable, Sendable {
  /// Bits of the preamble.
  public static let preambleBits = 8
  /// Bits of S0, LENGTH and S1.
  public var s0Bits: Int
  /// Bits of the length field.
  public var lengthBits: Int
  /// Bits of the third field.
  public var s1Bits: Int
  /// The most payload bytes that are sent or received.
  public var maximumBytes: Int
  /// Payload bytes beyond those that the length field counts.
  public var staticBytes: Int
  /// Bytes of the base address, 2 ... 4.
  public var baseBytes: Int
  /// Whether the fields and the payload have their highest bit first.
  public var isBigEndian: Bool
  /// Whether what follows the address is whitened.
  public var isWhitened: Bool
  /// Bytes of the check, 0 ... 3.
  public var crcBytes: Int
  /// Whether the check leaves out the address.
  public var skipsAddress: Bool

  /// Reads the three registers.
  public init(pcnf0: UInt32, pcnf1: UInt32, crccnf: UInt32) {
    s0Bits = 8 * Int(pcnf0 >> 8 & 1)
    lengthBits = Int(pcnf0 & 0xF)
    s1Bits = Int(pcnf0 >> 16 & 0xF)
    maximumBytes = Int(pcnf1 & 0xFF)
    staticBytes = Int(pcnf1 >> 8 & 0xFF)
    baseBytes = min(max(Int(pcnf1 >> 16 & 7), 2), 4)
    isBigEndian = pcnf1 >> 24 & 1 != 0
    isWhitened = pcnf1 >> 25 & 1 != 0
    crcBytes = Int(crccnf & 3)
    skipsAddress = crccnf >> 8 & 1 != 0
  }

  /// Bits of the address.
  public var addressBits: Int { 8 * (baseBytes + 1) }
  /// Bits from the first of the preamble to the last of the address.
  public var bitsThroughAddress: Int { Self.preambleBits + addressBits }
  /// Bits of S0, LENGTH and S1.
  public var headerBits: Int { s0Bits + lengthBits + s1Bits }
  /// Bits of the check.
  public var crcBits: Int { 8 * crcBytes }
  /// Bytes in RAM before the payload.
  public var headerBytes: Int { (s0Bits > 0 ? 1 : 0) + (lengthBits > 0 ? 1 : 0) + (s1Bits > 0 ? 1 : 0) }
  /// Where the byte of the length field is in RAM.
  public var lengthPlace: Int { s0Bits > 0 ? 1 : 0 }

  /// Payload bytes for a value of the length field.
  public func payloadBytes(length: UInt32) -> Int {
    min((lengthBits > 0 ? Int(length & 0xFF) : 0) + staticBytes, maximumBytes)
  }

  /// All bits of a packet with so many bytes of payload.
  public func bits(payload: Int) -> Int { bitsThroughAddress + headerBits + 8 * payload + crcBits }

  /// The bits of an address: the base's highest bytes, lowest first, and the prefix.
  public func address(base: UInt32, prefix: UInt8) -> RadioBits {
    var bits = RadioBits()
    bits.append(base >> UInt32(32 - 8 * baseBytes), 8 * baseBytes)
    bits.append(UInt32(prefix), 8)
    return bits
  }

  /// The preamble and an address.
  public func opening(_ address: RadioBits) -> RadioBits {
    var bits = RadioBits()
    bits.append(address[0] == 0 ? 0xAA : 0x55, Self.preambleBits)
    for index in 0..<address.count { bits.append(UInt32(address[index]), 1) }
    return bits
  }

  /// The bits of a packet as it is sent, from its opening on; `memory` holds the header's bytes and the payload.
  public func encode(_ opening: RadioBits, memory: [UInt8], crc: RadioCRC, whitening: UInt32) -> RadioBits {
    var bits = opening
    var place = 0
    for width in [s0Bits, lengthBits, s1Bits] where width > 0 {
      bits.append(memory.indices.contains(place) ? UInt32(memory[place]) : 0, width, isBigEndian: isBigEndian)
      place += 1
    }
    let length = lengthBits > 0 && memory.count > lengthPlace ? UInt32(memory[lengthPlace]) : 0
    for byte in 0..<payloadBytes(length: length & lengthMask) {
      let index = place + byte
      bits.append(index < memory.count ? UInt32(memory[index]) : 0, 8, isBigEndian: isBigEndian)
    }
    var crc = crc
    crc.take(bits, from: skipsAddress ? bitsThroughAddress : Self.preambleBits, to: bits.count)
    bits.append(crc.value, crcBits, isBigEndian: true)
    if isWhitened { whiten(&bits, initial: whitening) }
    return bits
  }

  /// What the length field can hold.
  public var lengthMask: UInt32 { lengthBits >= 8 ? 0xFF : (1 << UInt32(lengthBits)) - 1 }

  /// Whitens what follows the address, or takes it back.
  public func whiten(_ bits: inout RadioBits, initial: UInt32) {
    var sequence = RadioWhitening(initial: initial)
    for index in bitsThroughAddress..<max(bits.count, bitsThroughAddress) {
      bits.invert(at: index, if: sequence.next())
    }
  }

  /// Takes from a decoded format what no register says.
  mutating func clamp() {
    s0Bits = min(max(s0Bits, 0), 8)
    lengthBits = min(max(lengthBits, 0), 15)
    s1Bits = min(max(s1Bits, 0), 15)
    maximumBytes = min(max(maximumBytes, 0), 255)
    staticBytes = min(max(staticBytes, 0), 255)
    baseBytes = min(max(baseBytes, 2), 4)
    crcBytes = min(max(crcBytes, 0), 3)
  }
}
