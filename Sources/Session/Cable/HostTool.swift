import Boards
import Formats
import Link
import Machine
import SMP

/// A host tool inside the machine: it attaches the cable, sends requests by SMP one after another, and detaches. So what a
/// scenario sets and sends takes the way that a person's tool takes, with what it costs.
///
/// Where another tool has the cable already, it sends over that one's, and leaves it.
final class HostTool {
  /// The cable for settings comes in so long after the start of the run, when firmware has long begun.
  static let attachTime: Tick = .seconds(1)
  /// From attaching to the first request.
  static let settleTime: Tick = .milliseconds(500)
  /// The longest time that an answer may take.
  static let timeout: Tick = .seconds(2)
  /// The line rests before the next request, as with a tool that reads the answer first.
  private static let pause: Tick = .milliseconds(10)
  private static let bufferSize = 1_024

  /// What it waits for.
  package enum Phase: Codable {
    /// The time at which settings are written.
    case start
    /// The firmware has seen the cable.
    case settling
    /// The answer to the first of the requests.
    case answer
    /// The rest before the next request.
    case resting
  }

  /// What decides what it will do, where it has done anything.
  package struct State: Codable {
    /// What is still to be sent, the present request first.
    var requests: [HostRequest] = []
    var sequence: UInt8 = 0
    /// `nil` while it does nothing.
    var phase: Phase?
    var next: Tick?
    /// It has attached the cable itself.
    var hasCable = false
    /// Something else closed the contacts, which stay so.
    var leavesContacts = false
    /// What the band has sent since the request.
    var heard: [UInt8] = []
    /// What became of requests that were no settings.
    var counts = Report.HostTool()
  }

  private unowned let band: any Board
  private let bridge: CableBridge
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: HostTool.bufferSize)
  private var answers: ConsoleDecoder
  private var state = State()
  private var next: Alarm!
  private var sent: Subscription?
  /// Why a setting was not taken: the firmware refused it, or did not answer.
  private(set) var failure: InputError?

  private var now: Tick { band.emulation.now }

  init(_ band: any Board, bridge: CableBridge) {
    self.band = band
    self.bridge = bridge
    answers = ConsoleDecoder(buffer: memory)
    next = band.emulation.alarm("host.next") { [unowned self] _ in proceed() }
  }

  deinit { memory.deallocate() }

  /// Requests that were answered or could not be, where there were any.
  var counts: Report.HostTool? { state.counts.requests > 0 ? state.counts : nil }

  /// Whether the cable is in for this tool alone.
  var hasCable: Bool { state.hasCable }

  /// Writes settings and has them saved, from `attachTime` on.
  func write(_ settings: [BandSetting]) {
    state.requests = settings.map { .set($0) } + [.save]
    wait(.start, until: max(Self.attachTime, now))
  }

  /// Sends a request when those before it have been answered. A band that is off or hibernates hears of nothing, and sleeps on.
  func send(_ request: HostRequest) {
    state.counts.requests += 1
    guard state.phase != nil || band.chip.mode.isRunning else { return state.counts.unheard += 1 }
    state.requests.append(request)
    if state.phase == nil { begin() }
  }

  /// Another tool has the cable from now on.
  func leaveCable() { state.hasCable = false }

  /// The contacts were closed or opened by something else.
  func contactsWere(closed: Bool) { if state.hasCable { state.leavesContacts = closed } }

  /// The band has lost its power: the tool is gone, and nothing has failed that it would have to tell.
  func stop() {
    state.requests = []
    rest()
  }

  private func wait(_ phase: Phase, until time: Tick) {
    state.phase = phase
    next.set(at: time)
  }

  private func rest() {
    state.phase = nil
    state.heard = []
    next.cancel()
    sent = nil
  }

  /// The alarm: the cable goes in, a request goes out, or an answer has not come.
  private func proceed() {
    switch state.phase {
    case .start: begin()
    case .settling, .resting: ask()
    case .answer: end(nil)
    case nil: break
    }
  }

  private func begin() {
    if bridge.isPluggedIn { return ask() }
    state.hasCable = true
    state.leavesContacts = band.cable.isAttached
    bridge.attach()
    wait(.settling, until: now + Self.settleTime)
  }

  private func ask() {
    guard let request = state.requests.first else { return finish() }
    // Whoever had the cable may have pulled it out.
    guard bridge.isPluggedIn else { return begin() }
    state.heard = []
    listen()
    bridge.send(ConsoleEncoder.frames(request.message(sequence: state.sequence)))
    wait(.answer, until: now + Self.timeout)
  }

  private func listen() {
    answers.reset()
    sent = band.cable.bandToHost.watchSent { [unowned self] in hear($0) }
  }

  private func finish() {
    rest()
    guard state.hasCable else { return }
    state.hasCable = false
    if state.leavesContacts { bridge.release() } else { bridge.detach() }
  }

  private func hear(_ byte: UInt8) {
    guard state.phase == .answer, let request = state.requests.first else { return }
    state.heard.append(byte)
    guard case .message(let count) = answers.feed(byte), let reply = SMPReply(answers.message(count: count)),
      reply.answers(request.header(sequence: state.sequence))
    else { return }
    end(reply)
  }

  /// The request was answered, or never was.
  private func end(_ reply: SMPReply?) {
    let request = state.requests.removeFirst()
    state.sequence &+= 1
    state.heard = []
    if request.isSetting {
      if let reason = reply.map(Self.refusal) ?? "the firmware does not answer" { return fail(request, reason) }
    } else if let reply {
      if reply.error == nil { state.counts.taken += 1 } else { state.counts.refused += 1 }
    } else {
      state.counts.unanswered += 1
    }
    wait(.resting, until: now + Self.pause)
  }

  /// Why the firmware did not do it; `nil` where it did.
  private static func refusal(_ reply: SMPReply) -> String? {
    reply.error.map { error in
      let code = UInt16(truncatingIfNeeded: error.code)
      let name =
        error.group == nil
        ? ManagementError(rawValue: code).map { "\($0)" } : SettingsError(rawValue: code).map { "\($0)" }
      return "the firmware refuses it (\(name ?? "error \(code)"))"
    }
  }

  private func fail(_ request: HostRequest, _ reason: String) {
    failure = InputError("settings: \(request.name): \(reason)")
    state.requests = []
    finish()
  }

  // MARK: Snapshot

  /// What it does; `nil` where it has never done anything.
  func saveState() -> State? {
    guard state.phase != nil || state.counts.requests > 0 else { return nil }
    var saved = state
    saved.next = next.deadline
    return saved
  }

  /// Goes on from there.
  func restoreState(_ saved: State?) {
    state = saved ?? State()
    next.set(at: state.next)
    state.next = nil
    sent = nil
    guard state.phase == .answer else { return }
    listen()
    for byte in state.heard { _ = answers.feed(byte) }
  }
}
