import Machine

/// What others are told, and asked for.
extension AirNeighbourhood {
  /// Promises, to those who wait for one or must not count on the last one any more, and what was heard of each. A promise that
  /// became less because of what one has sent is told to all others first: that one then answers for nothing any more.
  func tell() {
    let own = nextSignal
    if peers.count > 1, peers.contains(where: { $0.heard != $0.toldHeard }) {
      for peer in peers where peer.stage == .present {
        let promise = promise(to: peer, own)
        if promise < peer.told { send(promise, to: peer) }
      }
    }
    for peer in peers where peer.stage == .present {
      let promise = promise(to: peer, own)
      guard promise < peer.told || promise > peer.told && peer.want > peer.told || peer.heard != peer.toldHeard else {
        continue
      }
      peer.toldHeard = peer.heard
      send(promise, to: peer)
    }
  }

  private func promise(to peer: AirPeer, _ own: Tick) -> Tick {
    min(own, peers.lazy.filter { $0 !== peer }.map(\.response).min() ?? .max)
  }

  private func send(_ promise: Tick, to peer: AirPeer) {
    peer.told = promise
    peer.send(.promise(time: clock.shared(promise), heard: peer.toldHeard))
  }

  /// Asks for promises that the run needs and does not have.
  func ask() {
    guard let loop else { return }
    let wish = min(limit, loop.now.adding(Self.wish))
    for peer in peers where peer.stage == .present && peer.promise < wish && peer.asked <= peer.promise {
      peer.asked = wish
      peer.send(.want(clock.shared(wish)))
    }
  }
}
