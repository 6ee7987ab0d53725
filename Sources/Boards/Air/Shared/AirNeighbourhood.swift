import Formats
import Foundation
import Machine
import NRF51

/// The other processes on an air: what radios here send is told them, and what theirs send is put on the air here.
///
/// Each process promises each other one that no radio of its own changes what is on the air before a time, if it hears nothing
/// new; nobody runs further than the promises of all others and `AirLoop.lead`. What a process hears may let it act sooner than
/// it had promised, though not within `Air.response`: so the promise of one who has not heard of a transmission yet counts up to
/// that time only, and a process answers to each for what it has told the others and they have not heard. So nothing is ever
/// heard too late, and a run depends on what is heard and when, not on how fast the host is.
public final class AirNeighbourhood {
  /// How far ahead a promise is asked for, where the run goes further.
  static let wish: Tick = .milliseconds(20)
  /// After how long a person is told who is waited for.
  static let patience: Duration = .seconds(1)

  /// This process among all.
  var slot = 0
  let meeting: any AirMeeting
  let greeting: AirGreeting
  var peers: [AirPeer] = []
  var clock = AirClock()
  /// Whether time has begun here.
  var hasBegun = false
  /// To where the boards here are run.
  var limit: Tick = 0
  weak var air: Air?
  weak var loop: AirLoop?
  /// What radios elsewhere did before those here were there.
  var early: [(peer: AirPeer, message: AirMessage)] = []
  /// Who was waited for and when, as a person was told last.
  var blamed: (peer: AirPeer, time: Tick)?

  /// Those who meet at `meeting`. `seed` is that of the first band here; time begins when `count` processes are there.
  public init(_ meeting: any AirMeeting, seed: UInt64, count: Int = 1) {
    self.meeting = meeting
    greeting = AirGreeting(process: ProcessInfo.processInfo.processIdentifier, seed: seed, count: count)
  }

  /// The place of the first radio here.
  var firstPlace: Int { slot * AirMessage.placeLimit }

  /// When a promise is waited for; the largest tick while nobody waits.
  public var wanted: Tick { peers.lazy.filter { $0.want > $0.told }.map(\.want).min() ?? .max }

  /// What others may send something on.
  public var channels: [any AirChannel] { peers.map(\.channel) }

  var latest: Tick { loop?.latest ?? clock.origin }
  var nextSignal: Tick { loop?.nextSignal ?? clock.origin }

  // MARK: Joining

  /// Joins those who are there, at `time` of this process, and waits for as many as are to begin together. Throws one line
  /// where somebody speaks another version.
  public func join(at time: Tick) throws {
    clock.origin = time
    for channel in try meeting.enter() {
      let peer = AirPeer(channel)
      peer.send(.greeting(greeting))
      peers.append(peer)
    }
    var times: [ObjectIdentifier: Tick] = [:]
    try waitUntil(telling: "waiting for a process that is there and does not answer") {
      for peer in peers where times[ObjectIdentifier(peer)] == nil { times[ObjectIdentifier(peer)] = try welcome(peer) }
      return peers.allSatisfy { times[ObjectIdentifier($0)] != nil }
    }
    guard !meeting.isEnding else { return meeting.close() }
    slot = (0...peers.count).first { place in !peers.contains { $0.slot == place } } ?? peers.count
    clock.zero = times.values.max() ?? 0
    for peer in peers {
      peer.promise = time
      peer.told = time
      peer.stage = .present
      peer.send(.begin(slot: slot, time: clock.zero))
    }
    if let twin = peers.first(where: { $0.greeting?.seed == greeting.seed }) {
      meeting.tell(
        "\(twin.name) has seed \(greeting.seed) too, and so the same addresses; give each its own with --seed")
    }
    try meeting.open()
    try waitForAll()
  }

  /// The time of one who has answered; `nil` while it has not.
  private func welcome(_ peer: AirPeer) throws -> Tick? {
    guard let bytes = peer.channel.receive() else {
      peers.removeAll { $0 === peer }
      return nil
    }
    peer.stream.add(bytes)
    do {
      while let message = try peer.stream.next() {
        switch message {
        case .greeting(let greeting):
          peer.greeting = greeting
          guard greeting.version == AirGreeting.version else {
            throw Self.otherVersion(greeting)
          }
        case .welcome(let slot, let time, let isWaiting):
          (peer.slot, peer.wasWaiting) = (slot, isWaiting)
          return time
        default: throw AirMessageError("a message before the welcome", expected: "a welcome")
        }
      }
    } catch {
      throw InputError("--air: \(peer.name) sent \(error)")
    }
    return nil
  }

  static func otherVersion(_ greeting: AirGreeting) -> AirMessageError {
    AirMessageError(
      "version \(greeting.version) of the shared air",
      expected: "version \(AirGreeting.version), as the same bandbox has")
  }

  private func waitForAll() throws {
    settle()
    guard !hasBegun else { return }
    let missing = greeting.count - peers.count - 1
    meeting.tell("waiting for \(missing) more \(missing == 1 ? "process" : "processes")")
    try waitUntil {
      drain()
      accept()
      tell()
      return hasBegun
    }
  }

  /// Waits for something to come, until it is so or the run is to end; `note` is for a person where that takes long.
  private func waitUntil(telling note: String? = nil, _ isSo: () throws -> Bool) throws {
    var note = note
    while !meeting.isEnding, try !isSo() {
      guard !meeting.wait(on: channels, for: note == nil ? nil : Self.patience), let line = note else { continue }
      meeting.tell(line)
      note = nil
    }
  }

  /// Time begins when enough are there. Where all of them have waited for that, their places are in the order of their seeds,
  /// whoever came first.
  func settle() {
    let present = peers.filter { $0.stage == .present }
    guard !hasBegun, present.count + 1 >= greeting.count else { return }
    hasBegun = true
    guard greeting.count > 1, present.count + 1 == greeting.count,
      present.allSatisfy({ $0.wasWaiting && $0.greeting?.count == greeting.count })
    else { return }
    let order = (present.map { ($0.greeting?.seed ?? 0, $0.slot) } + [(greeting.seed, slot)]).sorted { $0 < $1 }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.1, $0) })
    slot = places[slot] ?? slot
    for peer in present { peer.slot = places[peer.slot] ?? peer.slot }
  }

  /// The radios here are there.
  func attach(_ air: Air, _ loop: AirLoop) {
    (self.air, self.loop) = (air, loop)
    _ = air.join(self)
    for (peer, message) in early { put(message, of: peer) }
    early = []
  }

  /// Lets those in who have come.
  func accept() {
    while let channel = meeting.accept() { peers.append(AirPeer(channel)) }
  }

  // MARK: Leaving

  /// The run has ended: all hear what was sent, and that nothing more comes.
  public func leave() {
    meeting.close()
    while !meeting.isEnding, !peers.allSatisfy(\.hasHeardAll) {
      _ = meeting.wait(on: channels, for: nil)
      look()
    }
    for peer in peers {
      if peer.stage == .present { peer.send(.leaves(clock.shared(latest))) }
      peer.channel.close()
    }
    peers = []
  }

  /// Somebody is gone, at `time`, and with it what it was sending.
  func lose(_ peer: AirPeer, at time: Tick) {
    guard peer.stage != .gone else { return }
    peers.removeAll { $0 === peer }
    peer.stage = .gone
    peer.channel.close()
    for sent in peer.open where sent.end > time {
      air?.cut(sender: sent.sender, start: sent.start, at: max(time, sent.start))
    }
    peer.open = []
    if blamed?.peer === peer { blamed = nil }
  }
}
