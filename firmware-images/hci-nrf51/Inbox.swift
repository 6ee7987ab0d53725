/// Packets of the host's: H4, the UART transport layer of Bluetooth Core Specification, volume 4, part A. A byte that no packet
/// begins with is passed over.
enum Inbox {
  private static let command: UInt8 = 1
  private static let data: UInt8 = 2

  /// Header and body: three bytes and 255 of a command, four and what fits of data.
  nonisolated(unsafe) private static var memory = InlineArray<272, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var kind: UInt8 = 0
  nonisolated(unsafe) private static var count = 0

  private static var bytes: Packet {
    withUnsafeMutablePointer(to: &memory) { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self) }
  }

  /// Takes what has come. A command waits until there is room for its answer.
  static func work() {
    if Line.takeBreak() { kind = 0 }
    while Line.hasRoom(Host.eventRoom), let byte = Line.take() { take(byte) }
  }

  private static func take(_ byte: UInt8) {
    guard kind != 0 else {
      kind = byte == command || byte == data ? byte : 0
      count = 0
      return
    }
    let bytes = bytes
    if count < 272 { bytes[count] = byte }
    count += 1
    let header = kind == command ? 3 : 4
    guard count >= header else { return }
    let length = kind == command ? Int(bytes[2]) : Int(bytes.half(at: 2))
    guard count == header + length else { return }
    if kind == command {
      Commands.take(bytes.half(at: 0), bytes + 3, bytes[2])
    } else {
      send(bytes, length)
    }
    kind = 0
  }

  /// Data for a peer. What is for no connection, or is too long, is dropped.
  private static func send(_ bytes: Packet, _ length: Int) {
    let handle = bytes.half(at: 0)
    guard (1...Int(Host.dataLength)).contains(length) else { return }
    let isContinued = handle >> 12 & 3 == 1
    _ = LinkLayer.send(Int(handle & 0xFFF), isContinued ? 1 : 2, count: UInt8(length)) {
      $0.copy(from: bytes + 4, count: length)
    }
  }
}
