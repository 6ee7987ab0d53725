/// Who is the central of the connections that a log has seen begin: who sent the request to connect.
///
/// Bluetooth Core Specification, volume 6, part B, 2.1.2 and 2.3.3.1.
struct CentralTracker {
  /// Who sent a packet: one radio of the air, or this side of two.
  enum Sender: Equatable {
    case radio(UInt32)
    case side(Bool)
  }

  private static let advertisingAccess: UInt32 = 0x8E89_BED6
  private static let connectRequest: UInt8 = 5

  private var centrals: [UInt32: Sender] = [:]

  /// Whether the central of its connection sent a packet, from the access address on; `nil` where it is in none, or in one whose
  /// beginning was not seen.
  mutating func isFromCentral(_ bytes: [UInt8], isIntact: Bool, by sender: Sender) -> Bool? {
    guard let access = Self.word(bytes, at: 0) else { return nil }
    guard access == Self.advertisingAccess else { return centrals[access].map { $0 == sender } }
    // Behind the header two addresses of six bytes come before the connection's own.
    if isIntact, bytes.count > 4, bytes[4] & 0xF == Self.connectRequest, let made = Self.word(bytes, at: 18) {
      centrals[made] = sender
    }
    return nil
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> UInt32? {
    guard bytes.count >= place + 4 else { return nil }
    return (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }
}
