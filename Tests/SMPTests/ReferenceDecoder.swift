/// The console framing once more, written from its description and line by line instead of byte by byte: what
/// `ConsoleDecoder` is held against.
struct ReferenceDecoder {
  let bufferSize: Int
  private var body: [UInt8]?

  init(bufferSize: Int) { self.bufferSize = bufferSize }

  /// The messages in a stream that ends with a line's end.
  mutating func decode(_ stream: [UInt8]) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    for line in stream.split(omittingEmptySubsequences: true, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if let message = take(Array(line)) { messages.append(message) }
    }
    return messages
  }

  private mutating func take(_ line: [UInt8]) -> [UInt8]? {
    // A start counts wherever it stands, the last one in a line.
    let starts = line.indices.dropLast().filter { line[$0] == 6 && line[$0 + 1] == 9 }
    var data: ArraySlice<UInt8>
    if let start = starts.last {
      body = []
      data = line[(start + 2)...]
    } else if line.starts(with: [4, 0x14]) {
      data = line.dropFirst(2)
      guard body != nil else { return nil }
    } else {
      return nil
    }
    guard let more = Self.decode(Array(data)) else {
      body = nil
      return nil
    }
    let whole = (body ?? []) + more
    body = whole
    guard whole.count >= 2 else {
      body = nil
      return nil
    }
    let announced = Int(whole[0]) * 256 + Int(whole[1])
    guard announced >= 2, announced <= bufferSize, whole.count - 2 <= announced else {
      body = nil
      return nil
    }
    guard whole.count - 2 == announced else { return nil }
    body = nil
    let message = Array(whole[2..<(whole.count - 2)])
    let sum = Int(whole[whole.count - 2]) * 256 + Int(whole[whole.count - 1])
    return Self.checksum(message) == sum ? message : nil
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8: Int] = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...))

  /// Groups of four characters, the last of which may be filled up with one or two `=`.
  private static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.reversed().prefix { $0 == 0x3D }.count
    guard padding <= 2 else { return nil }
    var bits = 0
    var count = 0
    var bytes: [UInt8] = []
    for character in text.dropLast(padding) {
      guard let value = values[character] else { return nil }
      bits = bits << 6 | value
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(bits >> count & 0xFF))
    }
    return bytes
  }

  /// Bit by bit, by the polynomial.
  private static func checksum(_ message: [UInt8]) -> Int {
    var register = 0
    for byte in message {
      for bit in (0..<8).reversed() {
        let isSet = (register >> 15 ^ Int(byte) >> bit) & 1 == 1
        register = register << 1 & 0xFFFF ^ (isSet ? 0x1021 : 0)
      }
    }
    return register
  }
}
