/// Cuts the bytes of a connection into messages.
struct AirMessageStream {
  private var bytes: [UInt8] = []
  private var done = 0

  /// More has come.
  mutating func add(_ more: [UInt8]) {
    bytes.removeFirst(done)
    done = 0
    bytes += more
  }

  /// The next whole message; `nil` while there is none. Throws what is wrong with it; nothing can be read after that.
  mutating func next() throws(AirMessageError) -> AirMessage? {
    let rest = bytes[done...]
    guard rest.count >= 2 else { return nil }
    let length = Int(rest[done]) | Int(rest[done + 1]) << 8
    guard (1...AirMessage.lengthLimit).contains(length) else {
      throw AirMessageError("a message of \(length) bytes", expected: "1 ... \(AirMessage.lengthLimit)")
    }
    guard rest.count >= 2 + length else { return nil }
    done += 2 + length
    return try AirMessage(rest.dropFirst(2).prefix(length))
  }
}
