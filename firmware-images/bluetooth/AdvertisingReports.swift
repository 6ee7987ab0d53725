/// Advertisements between the radio's interrupt and the host. What finds no room is lost, as on a full air.
enum AdvertisingReports {
  private static let remembered = 16

  nonisolated(unsafe) static var dropsRepeated = false
  nonisolated(unsafe) private static var head: UInt32 = 0
  nonisolated(unsafe) private static var tail: UInt32 = 0
  nonisolated(unsafe) private static var seen = InlineArray<16, DeviceAddress>(repeating: DeviceAddress())
  nonisolated(unsafe) private static var kinds = InlineArray<16, UInt8>(repeating: 0xFF)
  nonisolated(unsafe) private static var place = 0

  /// Forgets who was seen, and what waits.
  static func begin() {
    tail = head
    for index in 0..<remembered { kinds[index] = 0xFF }
  }

  /// In the radio's interrupt.
  static func add(_ packet: Packet, _ strength: UInt8) {
    guard head &- tail < UInt32(Packets.reports) else { return }
    if dropsRepeated, isKnown(packet) { return }
    let report = Packets.report(head)
    report.copy(from: packet, count: 2 + Int(packet.length))
    report[39] = strength
    head &+= 1
    LinkLayer.hasWork = 1
  }

  private static func isKnown(_ packet: Packet) -> Bool {
    guard let sender = AdvertisingPacket.sender(packet) else { return false }
    let kind = AdvertisingPacket.kind(packet)
    for index in 0..<remembered where kinds[index] == kind && seen[index] == sender { return true }
    seen[place] = sender
    kinds[place] = kind
    place = (place + 1) & (remembered - 1)
    return false
  }

  /// The oldest that waits; it waits on until `drop`.
  static var first: Packet? { head != tail ? Packets.report(tail) : nil }
  static func drop() { tail &+= 1 }
}
