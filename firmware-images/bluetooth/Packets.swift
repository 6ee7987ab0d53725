/// A packet in RAM: header, length, payload.
typealias Packet = UnsafeMutablePointer<UInt8>

/// The packets that the radio sends from and receives into.
enum Packets {
  /// Bytes of one: header, length, 37 of payload, and the strength that it was received with.
  static let size = 40
  /// Places of received data, and of data to be sent in a connection; powers of two.
  static let received = 8
  static let sending = 16
  /// Advertisements that wait for the host.
  static let reports = 8

  private static let ring = 6
  private static let rings = ring + received
  private static let reportRing = rings + LinkLayer.connections * sending
  nonisolated(unsafe) private static var memory = InlineArray<2800, UInt8>(repeating: 0)

  private static func place(_ index: Int) -> Packet {
    withUnsafeMutablePointer(to: &memory) {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self) + index &* size
    }
  }

  static var advertisement: Packet { place(0) }
  static var scanResponse: Packet { place(1) }
  static var scanRequest: Packet { place(2) }
  static var connectRequest: Packet { place(3) }
  /// A data packet without data.
  static var empty: Packet { place(4) }
  /// Where what nobody wants is received.
  static var spare: Packet { place(5) }
  static func received(_ number: UInt32) -> Packet { place(ring &+ Int(number) & (received - 1)) }
  static func sending(_ connection: Int, _ number: UInt32) -> Packet {
    place(rings &+ connection &* sending &+ Int(number) & (sending - 1))
  }
  static func report(_ number: UInt32) -> Packet { place(reportRing &+ Int(number) & (reports - 1)) }
}

extension UnsafeMutablePointer<UInt8> {
  /// The payload.
  var payload: Packet { self + 2 }
  /// Bytes of it; Bluetooth 4 has no more than 37.
  var length: UInt8 {
    get { Swift.min(self[1], 37) }
    nonmutating set { self[1] = newValue }
  }

  func copy(from other: Packet, count: Int) {
    for index in 0..<count { self[index] = other[index] }
  }

  /// Little-endian numbers at a place.
  func half(at place: Int) -> UInt16 { UInt16(self[place]) | UInt16(self[place + 1]) << 8 }
  func word(at place: Int) -> UInt32 { UInt32(half(at: place)) | UInt32(half(at: place + 2)) << 16 }
  func put(half value: UInt16, at place: Int) {
    self[place] = UInt8(truncatingIfNeeded: value)
    self[place + 1] = UInt8(truncatingIfNeeded: value >> 8)
  }
  func put(word value: UInt32, at place: Int) {
    put(half: UInt16(truncatingIfNeeded: value), at: place)
    put(half: UInt16(truncatingIfNeeded: value >> 16), at: place + 2)
  }
}
