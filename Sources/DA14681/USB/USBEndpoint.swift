/// One direction of an endpoint: its FIFO and what its status register says.
struct USBEndpoint: Codable {
  var fifo: [UInt8] = []
  /// A packet is complete: TX_DONE, RX_LAST.
  var isDone = false
  /// The host acknowledged: ACK_STAT.
  var isAcknowledged = false
  /// The packet received is a SETUP one.
  var isSetup = false
  /// The packet received was DATA1.
  var toggle = false

  /// Bytes that fit: endpoint 0 has 8, the others 64.
  static func capacity(_ index: Int) -> Int { index == 0 ? 8 : 64 }
}
