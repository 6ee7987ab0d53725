import Machine
import NRF51

/// What the radios here do.
extension AirNeighbourhood: AirListener {
  /// A radio here begins a transmission: all others are told.
  public func airBegins(_ transmission: AirTransmission) {
    guard isHere(transmission.sender) else { return }
    var sent = transmission
    sent.sender -= firstPlace
    sent.start = clock.shared(sent.start)
    for peer in peers where peer.stage != .unknown { peer.send(sent, beginningAt: transmission.start) }
  }

  /// A radio here has read the rest of one.
  public func airContinues(sender: Int, start: Tick, bits: RadioBits) {
    tell(.continues(place: sender - firstPlace, start: clock.shared(start), bits: bits), of: sender)
  }

  /// A radio here gives one up.
  public func airCut(sender: Int, start: Tick, cut: Tick) {
    tell(.cut(place: sender - firstPlace, start: clock.shared(start), cut: clock.shared(cut)), of: sender)
  }

  /// What changes in a transmission changes what is heard, and not when: nobody acts sooner because of it.
  private func tell(_ message: AirMessage, of sender: Int) {
    guard isHere(sender) else { return }
    for peer in peers where peer.stage != .unknown { peer.send(message) }
  }

  private func isHere(_ sender: Int) -> Bool { sender / AirMessage.placeLimit == slot }
}
