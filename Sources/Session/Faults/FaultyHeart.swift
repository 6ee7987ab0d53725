import Machine

/// The pulse, as a broken heart-rate module sees it.
final class FaultyHeart: HeartSource {
  private let source: any HeartSource
  private let fault: InjectedFault.SensorFault
  private let window: Range<Tick>
  private let noise: SeededNoise

  init(_ source: any HeartSource, _ fault: InjectedFault.SensorFault, in window: Range<Tick>, noise: SeededNoise) {
    self.source = source
    self.fault = fault
    self.window = window
    self.noise = noise
  }

  func beatsPerMinute(at time: Tick) -> Int? {
    guard window.contains(time) else { return source.beatsPerMinute(at: time) }
    switch fault {
    case .absent: return source.beatsPerMinute(at: time)
    case .stuck: return source.beatsPerMinute(at: window.lowerBound)
    case .noisy(let beats):
      return source.beatsPerMinute(at: time).map { max($0 + Int(noise.signed(time) * Double(beats)), 1) }
    }
  }

  func disturbance(at time: Tick) -> Int { source.disturbance(at: time) }
}
