import Blocks

/// A link layer packet encrypted and authenticated as Bluetooth Low Energy does: AES-CCM with a MIC of four bytes.
///
/// Source: Bluetooth Core Specification, volume 6, part E, section 2 (nonce: packet counter with the direction in its highest
/// bit, initialisation vector; of the header NESN, SN and MD are left out; blocks B0 and B1; counter blocks A0 on).
struct CCMPacket {
  /// The longest payload without the MIC.
  static let longest = 27

  private let cipher: AESCipher
  private let nonce: [UInt8]

  /// `configuration` is the 33 bytes in RAM: key, eight of counter, direction, eight of vector.
  init(configuration: [UInt8]) {
    let bytes = configuration + Array(repeating: 0, count: max(33 - configuration.count, 0))
    cipher = AESCipher(bytes: Array(bytes[..<16]))
    nonce = Array(bytes[16..<20]) + [bytes[20] & 0x7F | bytes[24] << 7] + Array(bytes[25..<33])
  }

  /// The payload encrypted, with its MIC.
  func encrypt(header: UInt8, payload: [UInt8]) -> [UInt8] {
    apply(to: payload) + masked(mic(header: header, payload: payload))
  }

  /// The payload of `received`, which ends with a MIC of four bytes, and whether that is right.
  func decrypt(header: UInt8, received: [UInt8]) -> (payload: [UInt8], isIntact: Bool) {
    let payload = apply(to: Array(received.dropLast(4)))
    return (payload, masked(mic(header: header, payload: payload)) == Array(received.suffix(4)))
  }

  private func block(flags: UInt8, _ last: Int) -> [UInt8] {
    [flags] + nonce + [UInt8(truncatingIfNeeded: last >> 8), UInt8(truncatingIfNeeded: last)]
  }

  /// The payload added to the key stream from block 1 on.
  private func apply(to payload: [UInt8]) -> [UInt8] {
    var result = payload
    for start in stride(from: 0, to: payload.count, by: 16) {
      let stream = cipher.encrypt(bytes: block(flags: 0x01, start / 16 + 1))
      for index in start..<min(start + 16, payload.count) { result[index] ^= stream[index - start] }
    }
    return result
  }

  /// The MIC added to the key stream's block 0.
  private func masked(_ mic: [UInt8]) -> [UInt8] {
    zip(mic, cipher.encrypt(bytes: block(flags: 0x01, 0))).map { $0 ^ $1 }
  }

  private func mic(header: UInt8, payload: [UInt8]) -> [UInt8] {
    var state = cipher.encrypt(bytes: block(flags: 0x49, payload.count))
    func add(_ bytes: [UInt8]) {
      for (index, byte) in bytes.enumerated() { state[index] ^= byte }
      state = cipher.encrypt(bytes: state)
    }
    add([0, 1, header & 0xE3])
    for start in stride(from: 0, to: payload.count, by: 16) {
      add(Array(payload[start..<min(start + 16, payload.count)]))
    }
    return Array(state.prefix(4))
  }
}
