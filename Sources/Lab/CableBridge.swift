import Machine

/// The host's side of the cradle's serial line: bytes from a port go onto the wire one after another at the line's rate,
/// and characters from the band are gathered for the port.
///
/// It knows virtual time only; whoever owns it moves bytes between it and a real port between slices.
final class CableBridge: Snapshotting {
  /// Bytes that may wait here before no more are taken from the port; the rest waits there, as behind a USB adapter.
  static let backlogLimit = 1_024

  private let toBand: SerialWire
  private let fromBand: SerialWire
  private var backlog: [UInt8] = []
  private var sent = 0
  /// Characters from the band since `takeOutput`, in the order in which they ended.
  private var output: [UInt8] = []
  /// The host's line settings.
  var format: SerialFormat {
    didSet { fromBand.receiverFormat = format }
  }

  /// Joins the wires of the cradle at 115200 8N1.
  init(_ emulation: Emulation, toBand: SerialWire, fromBand: SerialWire) {
    self.toBand = toBand
    self.fromBand = fromBand
    format = SerialFormat(baud: 115_200)
    fromBand.receiverFormat = format
    fromBand.onReceive = { [unowned self] in output.append($0.byte) }
    toBand.onIdle = { [unowned self] in sendNext() }
    emulation.register("cable.bridge", self)
  }

  /// How many more bytes it takes now.
  var room: Int { max(CableBridge.backlogLimit - (backlog.count - sent), 0) }

  /// Queues bytes behind those that wait. The first starts now, or at the end of the byte on the wire.
  func send(_ bytes: [UInt8]) {
    backlog += bytes
    if !toBand.isBusy { sendNext() }
  }

  /// Forgets what waits, as when the cable comes off in the middle of a frame.
  func discardBacklog() {
    backlog = []
    sent = 0
  }

  /// What the band has sent since the last call.
  func takeOutput() -> [UInt8] {
    if output.isEmpty { return [] }
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  private func sendNext() {
    guard sent < backlog.count else { return discardBacklog() }
    toBand.send(backlog[sent], format: format)
    sent += 1
  }

  /// What waits to be sent.
  func saveState() -> [UInt8] { Array(backlog[sent...]) }

  /// Takes over what waits; the wire's idle call goes on with it.
  func restoreState(_ state: [UInt8]) {
    backlog = state
    sent = 0
  }
}
