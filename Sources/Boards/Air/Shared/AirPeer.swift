import Machine
import NRF51

/// Another process on the air, as this one knows it. Times are those of this process.
final class AirPeer {
  /// How far the two are with each other.
  enum Stage {
    /// It has connected and not said who it is.
    case unknown
    /// It has been welcomed and not said when its time begins: it does nothing before `promise`.
    case welcomed
    case present
    /// It has left, or is not listened to any more.
    case gone
  }

  let channel: any AirChannel
  var stream = AirMessageStream()
  var stage = Stage.unknown
  var greeting: AirGreeting?
  /// Its place among the processes.
  var slot = -1
  /// Whether its time had not begun when the two met.
  var wasWaiting = true

  /// Before when it changes nothing on the air, as far as it had heard when it said so.
  var promise: Tick = 0
  /// What it was asked to promise, and has not.
  var asked: Tick = 0
  /// Its own transmissions that others may still hear, with places of the air.
  var open: [AirTransmission] = []
  /// How many of its transmissions have been heard of here, and of how many it knows that.
  var heard: UInt32 = 0
  var toldHeard: UInt32 = 0

  /// What it has been promised.
  var told: Tick = 0
  /// Up to where it wants a promise.
  var want: Tick = 0
  /// Of how many transmissions it has been told, and when those began of which it has not heard yet.
  private var sent: UInt32 = 0
  private var unheard: [Tick] = []

  init(_ channel: any AirChannel) { self.channel = channel }

  /// For people.
  var name: String { greeting.map { "process \($0.process)" } ?? "a process" }

  /// Before when it may do something because of what it has been sent and has not heard yet; the largest tick where it has
  /// heard all.
  var response: Tick { unheard.first?.adding(Air.response) ?? .max }

  /// Before when it changes nothing on the air that it has not told.
  var horizon: Tick { min(promise, response) }

  /// Whether it has heard all that it was sent.
  var hasHeardAll: Bool { unheard.isEmpty }

  func send(_ message: AirMessage) { channel.send(message.bytes) }

  /// A transmission here begins at `time`.
  func send(_ transmission: AirTransmission, beginningAt time: Tick) {
    sent &+= 1
    unheard.append(time)
    send(.begins(transmission))
  }

  /// It has heard of so many transmissions by now.
  func hears(_ count: UInt32) throws(AirMessageError) {
    let waiting = sent &- count
    guard waiting <= UInt32(clamping: unheard.count) else {
      throw AirMessageError("transmission \(count) heard", expected: "at most \(sent)")
    }
    unheard.removeFirst(unheard.count - Int(waiting))
  }
}
