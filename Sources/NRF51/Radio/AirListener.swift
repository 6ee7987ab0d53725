import Machine

/// A radio as the air knows it.
public protocol AirListener: AnyObject {
  /// Another radio will begin a transmission, or has begun one not longer ago than `Air.reach`. Told to every radio but the
  /// sender, whatever it does at present.
  func airBegins(_ transmission: AirTransmission)
  /// The sender whose transmission began at `start` has read what follows its address: all bits.
  func airContinues(sender: Int, start: Tick, bits: RadioBits)
  /// The sender whose transmission began at `start` gave it up at `cut`.
  func airCut(sender: Int, start: Tick, cut: Tick)
}
