import Machine

/// What moves the band, as a broken accelerometer feels it. Each answer follows from its time alone.
final class FaultyMotion: MotionSource {
  private let source: any MotionSource
  private let fault: InjectedFault.SensorFault
  private let window: Range<Tick>
  private let noise: SeededNoise

  init(_ source: any MotionSource, _ fault: InjectedFault.SensorFault, in window: Range<Tick>, noise: SeededNoise) {
    self.source = source
    self.fault = fault
    self.window = window
    self.noise = noise
  }

  func acceleration(at time: Tick) -> Acceleration {
    guard window.contains(time) else { return source.acceleration(at: time) }
    switch fault {
    case .absent: return source.acceleration(at: time)
    case .stuck: return source.acceleration(at: window.lowerBound)
    case .noisy(let thousandths):
      let felt = source.acceleration(at: time)
      func off(_ axis: UInt64) -> Int { Int(noise.signed(time &* 3 &+ axis) * Double(thousandths) * 1_000) }
      return Acceleration(x: felt.x + off(0), y: felt.y + off(1), z: felt.z + off(2))
    }
  }

  func trueSteps(at time: Tick) -> Int { source.trueSteps(at: time) }
}
