/// A connection: where and when its next event is.
///
/// Bluetooth Core Specification, volume 6, part B, 4.5.
struct Connection {
  /// What the host and the main loop see.
  var isUsed = false
  var isCentral = false
  var peer = DeviceAddress()
  /// 1.25 ms each; events that a peripheral may leave out; 10 ms each.
  var interval: UInt16 = 0
  var latency: UInt16 = 0
  var timeout: UInt16 = 0
  /// How exact the central's clock is: a code of 0 ... 7.
  var accuracy: UInt8 = 0
  /// Whether the host knows of it.
  var isReported = false
  /// Why it has ended; 0 while it has not.
  var reason: UInt8 = 0
  var control = ControlState()
  var queue = LinkQueue()
  var cipher = LinkCipher()
  var step = LinkEncryption.Step.none
  /// It was encrypted before, with another key.
  var isRefresh = false
  /// Which key encryption begins with, and the key, the lowest byte first.
  var keyIdentity = InlineArray<10, UInt8>(repeating: 0)
  var longTermKey = InlineArray<16, UInt8>(repeating: 0)

  /// The packets' own.
  var access: UInt32 = 0
  var crc: UInt32 = 0
  var hop: UInt32 = 0
  var map = ChannelMap()

  /// The last event that both were at: when it began, its number, the unmapped channel; and how many later the next one is at
  /// the soonest.
  var anchor = Instant()
  var anchorEvent: UInt16 = 0
  var unmapped: UInt32 = 0
  var soonest: UInt32 = 0
  /// The next event is the first one, of a new connection or of new times: the central begins it within so many microseconds.
  var isFirst = true
  var transmitWindow: UInt32 = 0
  var lastHeard: UInt32 = 0
  var isEstablished = false

  /// The next event: how many after the anchor, when the radio starts, on which channel.
  var events: UInt32 = 0
  var start = Instant()
  var channel: UInt32 = 0
  var widening: UInt32 = 0
  var phase = Phase.listening
  var isAnchored = false
  var errors = 0
  var goesOn = false
  var wasHeard = false

  enum Phase { case listening, sending }

  /// How exact our 32,768 Hz crystal is, in parts per million, and the code for that: 31 to 50.
  private static let accuracy: UInt32 = 50
  static let accuracyCode: UInt8 = 5
  /// How exact a clock of a code is at worst.
  private static func partsPerMillion(_ code: UInt8) -> UInt32 {
    switch code {
    case 0: 500
    case 1: 250
    case 2: 150
    case 3: 100
    case 4: 75
    case 5: 50
    case 6: 30
    default: 20
    }
  }

  /// A number of the event, as instants name it.
  var event: UInt16 { anchorEvent &+ UInt16(truncatingIfNeeded: events) }
  /// Microseconds from event to event.
  var period: UInt32 { UInt32(interval) &* 1_250 }

  /// Begins: the request is `request`, the first event begins at `time` at the earliest.
  mutating func begin(_ request: Packet, peer: DeviceAddress, isCentral: Bool, requestEnd: Instant) {
    let data = request.payload
    self = Connection()
    self.isCentral = isCentral
    self.peer = peer
    access = data.word(at: 12)
    crc = data.word(at: 16) & 0xFF_FFFF
    transmitWindow = UInt32(data[19]) &* 1_250
    interval = max(data.half(at: 22), 6)
    latency = data.half(at: 24)
    timeout = data.half(at: 26)
    map = ChannelMap(data + 28)
    hop = UInt32(data[33] & 0x1F)
    accuracy = data[33] >> 5
    unmapped = hop % 37
    anchor = requestEnd.advanced(microseconds: 1_250 + UInt32(data.half(at: 20)) &* 1_250)
    lastHeard = anchor.ticks
    isUsed = true
  }

  // MARK: The next event

  /// Finds the next event that can begin `lead` ticks from now or later. False where the connection has ended.
  mutating func plan(_ now: UInt32, _ lead: UInt32) -> Bool {
    guard reason == 0 else { return false }
    guard !isLost(now) else {
      end(isEstablished ? LinkError.connectionTimeout : LinkError.failedToEstablish)
      return false
    }
    events = soonest
    if !isFirst, !isCentral, soonest == 1, wasHeard, !queue.hasData, !control.isWaitingForInstant {
      events += UInt32(latency)
    }
    aim()
    while start.ticks(since: now) < Int32(lead) {
      events += 1
      aim()
    }
    return true
  }

  /// Where and when the event is that is `events` after the anchor.
  private mutating func aim() {
    if control.hasMap, Int16(bitPattern: event &- control.mapInstant) >= 0 {
      map = control.map
      control.hasMap = false
    }
    if control.hasUpdate, Int16(bitPattern: event &- control.updateInstant) >= 0 { applyUpdate() }
    let distance = events &* period
    channel = map.channel((unmapped &+ (events % 37) &* hop) % 37)
    let time = anchor.advanced(microseconds: distance)
    guard !isCentral else {
      start = time.moved(back: LinkLayer.rampUp)
      return
    }
    // 16 us that a central may be late or early, and as much for what both round.
    widening = (distance / 1_000 &+ 2) &* (Self.accuracy &+ Self.partsPerMillion(accuracy)) / 1_000 &+ 32
    start = time.moved(back: LinkLayer.rampUp &+ widening)
  }

  /// New times hold from the instant on.
  private mutating func applyUpdate() {
    let until = UInt32(control.updateInstant &- anchorEvent)
    let beyond = UInt32(event &- control.updateInstant)
    anchor = anchor.advanced(microseconds: until &* period &+ UInt32(control.offset) &* 1_250)
    unmapped = (unmapped &+ (until % 37) &* hop) % 37
    anchorEvent = control.updateInstant
    events = beyond
    soonest = beyond
    isFirst = true
    transmitWindow = UInt32(control.window) &* 1_250
    interval = control.interval
    latency = control.latency
    timeout = control.timeout
    control.hasUpdate = false
    control.isUpdated = true
    LinkLayer.hasWork = 1
  }

  private func isLost(_ now: UInt32) -> Bool {
    let silence = Int32(bitPattern: now &- lastHeard)
    guard silence > 0 else { return false }
    // 10 ms are 328 ticks; before the first packet six intervals of 41.
    let limit = isEstablished ? UInt32(timeout) &* 328 : UInt32(interval) &* 41 &* 6 &+ transmitWindow / 30
    return UInt32(silence) > limit
  }

  /// It is over; the main loop tells the host.
  mutating func end(_ why: UInt8) {
    guard reason == 0 else { return }
    reason = why
    LinkLayer.hasWork = 1
  }
}
