import Machine
import NRF51

/// What comes of others.
extension AirNeighbourhood {
  /// Takes all that has come. Who has told one process something before it told another is read before what the other makes
  /// of it, which is why nothing may be left when this ends.
  func drain() {
    var isNew = true
    while isNew {
      isNew = false
      for peer in peers {
        guard let bytes = peer.channel.receive() else {
          if peer.stage != .unknown { meeting.tell("\(peer.name) is gone") }
          lose(peer, at: max(latest, peer.promise == .max ? latest : peer.promise))
          isNew = true
          continue
        }
        peer.stream.add(bytes)
        do throws(AirMessageError) {
          while peer.stage != .gone, let message = try peer.stream.next() {
            isNew = true
            try take(message, of: peer)
          }
        } catch {
          meeting.tell("\(peer.name) sent \(error.description); it is left out")
          lose(peer, at: latest)
          isNew = true
        }
      }
    }
    settle()
  }

  private func take(_ message: AirMessage, of peer: AirPeer) throws(AirMessageError) {
    switch (peer.stage, message) {
    case (.unknown, .greeting(let greeting)): try meet(peer, greeting)
    case (.welcomed, .begin(let slot, let time)):
      guard slot != self.slot, !peers.contains(where: { $0.slot == slot }) else {
        throw AirMessageError("place \(slot)", expected: "one that nobody has")
      }
      peer.slot = slot
      peer.promise = max(peer.promise, clock.own(time))
      peer.stage = .present
    case (.present, .promise(let time, let heard)):
      peer.promise = clock.own(time)
      try peer.hears(heard)
    case (.present, .want(let time)): peer.want = clock.own(time)
    case (.present, .begins), (.present, .continues), (.present, .cut):
      if case .begins = message { peer.heard &+= 1 }
      if air == nil { early.append((peer, message)) } else { put(message, of: peer) }
    case (.present, .leaves(let time)):
      lose(peer, at: clock.own(time))
    default: throw AirMessageError("a message out of turn", expected: peer.stage == .unknown ? "a greeting" : "another")
    }
  }

  /// Welcomes somebody.
  private func meet(_ peer: AirPeer, _ greeting: AirGreeting) throws(AirMessageError) {
    peer.greeting = greeting
    peer.send(.greeting(self.greeting))
    guard greeting.version == AirGreeting.version else {
      throw Self.otherVersion(greeting)
    }
    peer.promise = latest
    peer.told = latest
    peer.stage = .welcomed
    peer.send(.welcome(slot: slot, time: clock.shared(latest), isWaiting: !hasBegun))
  }

  /// Puts what a radio elsewhere does on the air here; nothing where that began before this process joined.
  func put(_ message: AirMessage, of peer: AirPeer) {
    func place(_ place: Int) -> Int { peer.slot * AirMessage.placeLimit + place }
    switch message {
    case .begins(var sent) where !clock.isPast(sent.start):
      sent.sender = place(sent.sender)
      sent.start = clock.own(sent.start)
      let now = loop?.now ?? 0
      peer.open.removeAll { $0.end < now }
      peer.open.append(sent)
      air?.begin(sent)
    case .continues(let radio, let start, let bits) where !clock.isPast(start):
      let (sender, time) = (place(radio), clock.own(start))
      change(peer, sender, time) {
        $0.bits = bits
        $0.isWhole = true
      }
      air?.continue(sender: sender, start: time, with: bits)
    case .cut(let radio, let start, let cut) where !clock.isPast(start):
      let (sender, time) = (place(radio), clock.own(start))
      change(peer, sender, time) { $0.cut = clock.own(cut) }
      air?.cut(sender: sender, start: time, at: clock.own(cut))
    default: break
    }
  }

  private func change(_ peer: AirPeer, _ sender: Int, _ start: Tick, _ change: (inout AirTransmission) -> Void) {
    if let index = peer.open.lastIndex(where: { $0.sender == sender && $0.start == start }) {
      change(&peer.open[index])
    }
  }
}
