/// The link layer: which of advertiser, scanner and connections has the radio next.
///
/// All of it that the radio waits for runs in the interrupts of RADIO and RTC0, which are of one priority; the host's side runs
/// in the main loop and enters with interrupts off.
enum LinkLayer {
  static let connections = 3
  /// From the end of a packet until an answer's address is complete at the latest, in microseconds: 150 of silence, 40 of
  /// preamble and address, 4 of the radios, 16 of patience.
  static let answerTime: UInt32 = 210
  /// From the radio's start to its first bit, or its first microsecond of listening.
  static let rampUp: UInt32 = 141

  private enum Activity: Equatable {
    case none, advertiser, scanner
    case connection(Int)
  }

  nonisolated(unsafe) static var pool = InlineArray<3, Connection>(repeating: Connection())
  nonisolated(unsafe) static var filter = FilterList()
  /// 1: `work` has something to do.
  nonisolated(unsafe) static var hasWork: UInt32 = 0
  nonisolated(unsafe) private static var active = Activity.none
  /// What the clock wakes for.
  nonisolated(unsafe) private static var planned = Activity.none
  /// Microseconds of TIMER0 by which the present event is over.
  nonisolated(unsafe) private static var limit: UInt32 = .max

  static func start() {
    Transceiver.start()
    RadioClock.start()
    RandomBits.start()
    Packets.empty[0] = 1
    Packets.empty[1] = 0
    Packets.advertisement[1] = 6
    Packets.scanResponse[1] = 6
  }

  /// Lets the link layer's interrupts be interrupted by all others, which have to be short.
  static func giveWay() {
    WideRegister(0xE000_E400).value |= 0x40 << 8
    WideRegister(0xE000_E408).value |= 0x40 << 24
  }

  /// Everything ends at once, without a word to peers.
  static func reset() {
    cpu_interrupts_off()
    Advertiser.isOn = false
    Scanner.isScanning = false
    Scanner.isConnecting = false
    for index in 0..<connections { pool[index].isUsed = false }
    if active != .none {
      Transceiver.stop()
      finish()
    }
    filter.clear()
    AdvertisingReports.begin()
    AdvertisingReports.dropsRepeated = false
    ReceivedData.clear()
    cpu_interrupts_on()
  }

  // MARK: Who is next

  /// The host has changed something; interrupts are off. A scanner that is in the way gives way.
  static func changed() {
    if active == .scanner { return Scanner.abort() }
    if active == .none { schedule() }
  }

  /// The present event is over.
  static func finish() {
    RadioClock.end()
    active = .none
    hasWork = 1
    schedule()
  }

  /// Choosing takes time, in which what was chosen may have come too close; the later it begins then.
  private static func schedule() {
    var lead = RadioClock.lead
    while !choose(lead) { lead &+= 8 }
  }

  /// Chooses what begins `lead` ticks from now or later; false where it has taken too long.
  private static func choose(_ lead: UInt32) -> Bool {
    let now = RadioClock.now
    var next = Activity.none
    var start = Int32.max
    for index in 0..<connections where pool[index].isUsed {
      guard pool[index].plan(now, lead) else { continue }
      let ticks = pool[index].start.ticks(since: now)
      if ticks < start { (next, start) = (.connection(index), ticks) }
    }
    // 1.5 ms and 3 ms: less is not worth a beginning.
    let connection = start
    if Advertiser.isOn {
      let ticks = max(Advertiser.next.ticks(since: now), Int32(lead))
      if ticks < start, connection == .max || ticks &+ 50 < connection { (next, start) = (.advertiser, ticks) }
    }
    if Scanner.isOn {
      let ticks = max(Scanner.next.ticks(since: now), Int32(lead))
      if ticks < start, connection == .max || ticks &+ 100 < connection { (next, start) = (.scanner, ticks) }
    }
    planned = next
    guard next != .none else {
      RadioClock.cancelWake()
      RadioClock.crystalOff()
      return true
    }
    guard !RadioClock.isClose(start) else { return begin(now &+ UInt32(start)) }
    RadioClock.crystalOff()
    return RadioClock.wake(before: now &+ UInt32(start))
  }

  /// Sets up what begins at a tick; false where that has come too close.
  private static func begin(_ tick: UInt32) -> Bool {
    RadioClock.crystalOn()
    active = planned
    planned = .none
    limit = .max
    switch active {
    case .none: break
    case .advertiser:
      setLimit(from: tick, except: -1)
      Advertiser.arm(Advertiser.next.ticks == tick ? Advertiser.next : Instant(ticks: tick, rest: 0))
    case .scanner:
      setLimit(from: tick, except: -1)
      if Advertiser.isOn {
        let ticks = Advertiser.next.ticks(since: tick)
        limit = min(limit, ticks > 0 ? UInt32(min(ticks, 300_000)) &* 30 : 3_000)
      }
      Scanner.arm(Instant(ticks: tick, rest: 0), limit: limit)
    case .connection(let index):
      setLimit(from: tick, except: index)
      pool[index].arm(index)
    }
    guard !RadioClock.isArmed else { return true }
    Transceiver.stop()
    RadioClock.end()
    active = .none
    return false
  }

  /// The present event gives way to connections.
  private static func setLimit(from tick: UInt32, except: Int) {
    for index in 0..<connections where index != except && pool[index].isUsed {
      let ticks = pool[index].start.ticks(since: tick) &- 45
      if ticks > 0 { limit = min(limit, UInt32(min(ticks, 300_000)) &* 30) }
    }
  }

  /// Whether the present event may go on for so long.
  static func hasTime(microseconds: UInt32) -> Bool {
    limit == .max || RadioClock.elapsed &+ microseconds < limit
  }

  // MARK: Interrupts

  fileprivate static func clockInterrupt() {
    RadioClock.acknowledge()
    guard active == .none, planned != .none else { return }
    schedule()
  }

  fileprivate static func radioInterrupt() {
    let hasPacket = Transceiver.acknowledge()
    RadioClock.disarm()
    switch active {
    case .none: break
    case .advertiser: Advertiser.radioIsOff(after: hasPacket)
    case .scanner: Scanner.radioIsOff(after: hasPacket)
    case .connection(let index):
      guard pool[index].radioIsOff(after: hasPacket, index) else { return }
      Transceiver.stop()
      pool[index].close()
      finish()
    }
  }
}

@_cdecl("rtc0_interrupt") func rtc0Interrupt() { LinkLayer.clockInterrupt() }
@_cdecl("radio_interrupt") func radioInterrupt() { LinkLayer.radioInterrupt() }
