import Machine

/// Something that is broken on purpose, in a stretch of time.
public struct InjectedFault: Hashable, Sendable {
  /// What happens to a character on the cable.
  package enum Wire: Hashable, Sendable {
    /// One of its bits turns over.
    case flip
    /// It does not arrive.
    case lose
    /// It arrives twice.
    case double
    /// Its stop bit is low.
    case breakFrame
    /// It and what follows come so much later.
    case delay(Tick)
  }

  /// A part that measures.
  package enum Sensor: String, Hashable, Sendable {
    case accelerometer
    case heartRate = "heart-rate"
  }

  /// What is wrong with a sensor.
  package enum SensorFault: Hashable, Sendable {
    /// It measures what it did when this began.
    case stuck
    /// It does not answer.
    case absent
    /// Its measurements are off by up to so much: thousandths of g, or beats a minute.
    case noisy(Int)
  }

  /// What is broken.
  package enum Kind: Hashable, Sendable {
    case wire(toBand: Bool, toHost: Bool, Wire, probability: Double)
    case sensor(Sensor, SensorFault)
    /// A crystal is so many parts per million too fast.
    case clock(isSlow: Bool, partsPerMillion: Int64)
    /// A bit of the flash turns over, once in every such time, at a random place in a range.
    case rot(every: Tick, in: Range<Int>)
    case eraseFails(probability: Double)
  }

  package var kind: Kind
  package var window: Range<Tick> = 0..<Tick.max
  /// As it was declared.
  package var text: String
}
