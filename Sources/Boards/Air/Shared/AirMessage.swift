import Machine
import NRF51

/// What processes on a shared air tell each other. Times are those of the air, places those of a radio in its process.
enum AirMessage: Hashable, Sendable {
  /// The first of either.
  case greeting(AirGreeting)
  /// The answer to who comes: the sender's place among the processes; its present, before which the newcomer's time does not
  /// begin; and whether its own has not begun.
  case welcome(slot: Int, time: Tick, isWaiting: Bool)
  /// The newcomer's place, and when its time begins.
  case begin(slot: Int, time: Tick)
  /// The sender changes nothing on the air before `time`, as far as it has heard: of `heard` of the receiver's transmissions.
  case promise(time: Tick, heard: UInt32)
  /// The sender cannot go on without a promise up to a time.
  case want(Tick)
  /// A radio begins to send, has read the rest of it, gives it up.
  case begins(AirTransmission)
  case continues(place: Int, start: Tick, bits: RadioBits)
  case cut(place: Int, start: Tick, cut: Tick)
  /// The sender's run has ended.
  case leaves(Tick)
}
