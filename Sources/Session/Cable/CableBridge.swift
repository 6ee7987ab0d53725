import Machine

/// The host's side of the cradle's data cable: plugging it in and out, bytes from a port that go onto the wire one after
/// another at the line's rate, and characters from the band, gathered for the port.
///
/// It knows virtual time only; whoever owns it moves bytes between it and a real port between slices. A host tool opens a
/// port and writes at once; a hand with a plug is slower. So the contacts stay open for `gap` after they have opened, and
/// the first byte comes `settling` after they have closed, when a band in deep sleep has noticed.
final class CableBridge: Snapshotting {
  /// The least time between plugging out and in again.
  static let gap: Tick = .milliseconds(100)
  /// From closed contacts to the first byte.
  static let settling: Tick = .milliseconds(50)
  /// From the last byte of a host tool that has closed the port to the opening of the contacts: whatever the band sleeps
  /// in, it has read that byte by then.
  static let linger: Tick = .milliseconds(100)

  /// What a snapshot keeps.
  package struct State: Codable {
    var backlog: [UInt8] = []
    package var isOpen = false
    var unplugged: Tick?
    var plug: Tick?
    package var open: Tick?
    var baud: Int
    var previous: Previous?
    /// Bytes from the band that come late, and when.
    package var held: [UInt8]?
    var late: Tick?
  }

  /// The rate before the present one, and when that came.
  struct Previous: Codable {
    var baud: Int
    var changed: Tick
  }

  /// How long after a change of the host's rate bytes may still be ones that it wrote before. A port on a desk sends them
  /// before it changes; a pty does not say in which order writes and changes came.
  static let rateGrace: Tick = .milliseconds(500)

  /// Bytes that may wait here before no more are taken from the port; the rest waits there, as behind a USB adapter.
  static let backlogLimit = 1_024

  private let toBand: SerialWire
  private let fromBand: SerialWire
  private unowned let emulation: Emulation
  private let setDetect: (Bool) -> Void
  private var backlog: [UInt8] = []
  private var sent = 0
  /// When the last byte of the host's left, where it was one of this process.
  private(set) var lastSent: Tick?
  private var isOpen = false
  private var unplugged: Tick?
  private var plug: Alarm!
  private var open: Alarm!
  /// How much later than it could the next byte comes, asked once for each; for a cable that does not always deliver at
  /// once.
  var latenessToBand: (() -> Tick)?
  var latenessToHost: (() -> Tick)?
  /// What came from the band while something is late.
  private var held: [UInt8] = []
  private var late: Alarm!
  /// Told of every character from the band, as the host reads it, at its end.
  var onOutput: ((UInt8) -> Void)?
  /// Characters from the band since `takeOutput`, in the order in which they ended.
  private var output: [UInt8] = []
  private var previous: Previous?
  /// The host's rate, 8N1.
  private(set) var baud = 115_200 {
    didSet { fromBand.receiverFormat = SerialFormat(baud: UInt64(baud)) }
  }

  /// Joins the wires of the cradle at 115200 8N1. `setDetect` closes and opens the contacts.
  init(_ emulation: Emulation, toBand: SerialWire, fromBand: SerialWire, setDetect: @escaping (Bool) -> Void) {
    self.emulation = emulation
    self.setDetect = setDetect
    self.toBand = toBand
    self.fromBand = fromBand
    fromBand.receiverFormat = SerialFormat(baud: UInt64(baud))
    fromBand.onReceive = { [unowned self] in receive($0.byte) }
    toBand.onIdle = { [unowned self] in sendNext() }
    plug = emulation.alarm("cable.plug") { [unowned self, unowned emulation] _ in
      self.setDetect(true)
      open.set(at: emulation.now + CableBridge.settling)
    }
    open = emulation.alarm("cable.open") { [unowned self] _ in
      isOpen = true
      if !toBand.isBusy { sendNext() }
    }
    late = emulation.alarm("cable.late") { [unowned self] _ in
      let bytes = held
      held = []
      for byte in bytes { deliver(byte) }
    }
    emulation.register("cable.bridge", self)
  }

  /// Whether the cable is in, or about to be.
  var isPluggedIn: Bool { isOpen || plug.deadline != nil || open.deadline != nil }

  /// Plugs the cable in, as soon as that is possible.
  func attach() { plug.set(at: max(emulation.now, unplugged.map { $0 + CableBridge.gap } ?? 0)) }

  /// Pulls the cable out; what waits to be sent is lost, as in the middle of a frame.
  func detach() {
    plug.cancel()
    open.cancel()
    isOpen = false
    unplugged = emulation.now
    discardBacklog()
    setDetect(false)
  }

  /// The host closes its port; the contacts stay as they are.
  func release() {
    plug.cancel()
    open.cancel()
    isOpen = false
    discardBacklog()
  }

  /// Rates that a port may have, in baud.
  static let rates = 1...4_000_000

  /// Takes over the rate that the host has set, in baud; rates that no port has are ignored.
  func follow(baud next: Int) {
    guard next != baud, CableBridge.rates.contains(next) else { return }
    previous = Previous(baud: baud, changed: emulation.now)
    baud = next
  }

  /// How the next byte goes onto the wire: at the host's rate, or at the one before where that was changed just now and it
  /// is what the band listens at.
  private var format: SerialFormat {
    let present = SerialFormat(baud: UInt64(baud))
    guard let previous, emulation.now - previous.changed < CableBridge.rateGrace,
      let heard = toBand.receiverFormat
    else { return present }
    let earlier = SerialFormat(baud: UInt64(previous.baud))
    return !CableBridge.fits(present, heard) && CableBridge.fits(earlier, heard) ? earlier : present
  }

  /// Whether two ends understand each other: rates within 3 %.
  private static func fits(_ one: SerialFormat, _ other: SerialFormat) -> Bool {
    let (a, b) = (Double(one.bitClock.hertz), Double(other.bitClock.hertz))
    return abs(a - b) <= 0.03 * b
  }

  /// How many more bytes it takes now.
  var room: Int { max(CableBridge.backlogLimit - (backlog.count - sent), 0) }

  /// Whether bytes wait for the one on the wire, or for the contacts.
  var hasBacklog: Bool { sent < backlog.count }

  /// Whether all bytes have left that were given to `send`.
  var isDrained: Bool { sent == backlog.count && !toBand.isBusy }

  /// Queues bytes behind those that wait. The first starts now, or at the end of the byte on the wire.
  func send(_ bytes: [UInt8]) {
    backlog += bytes
    if isOpen && !toBand.isBusy { sendNext() }
  }

  /// Throws away what waits; the byte on the wire goes on.
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

  private func receive(_ byte: UInt8) {
    let lateness = latenessToHost?() ?? 0
    if lateness > 0 { late.set(at: max(late.deadline ?? 0, emulation.now + lateness)) }
    if late.deadline == nil { deliver(byte) } else { held.append(byte) }
  }

  /// The band repeats what it has sent before: nobody is told again. Not part of the state.
  var isMuted = false

  private func deliver(_ byte: UInt8) {
    if isMuted { return }
    output.append(byte)
    onOutput?(byte)
  }

  private func sendNext() {
    guard sent < backlog.count else {
      if sent > 0 { lastSent = emulation.now }
      return discardBacklog()
    }
    let lateness = latenessToBand?() ?? 0
    toBand.send(backlog[sent], format: format, start: lateness > 0 ? emulation.now + lateness : nil)
    sent += 1
  }

  /// What waits to be sent, and the state of the plug.
  func saveState() -> State {
    State(
      backlog: Array(backlog[sent...]), isOpen: isOpen, unplugged: unplugged, plug: plug.deadline, open: open.deadline,
      baud: baud, previous: previous, held: held.isEmpty ? nil : held, late: late.deadline)
  }

  /// Takes that over; the wire's idle call goes on with the bytes.
  func restoreState(_ state: State) {
    backlog = state.backlog
    sent = 0
    isOpen = state.isOpen
    unplugged = state.unplugged
    plug.set(at: state.plug)
    open.set(at: state.open)
    baud = state.baud
    previous = state.previous
    held = state.held ?? []
    late.set(at: state.late)
  }
}
