import Machine

/// TIMER2's three outputs as arithmetic: a counter of `period` cycles, and for each output where it goes high and low.
public struct TriplePWM: Codable {
  /// `nil` while it stands still or is off.
  public private(set) var rate: ClockRate?
  /// The edge of `rate` at which the counter was `phase`.
  var edge: UInt64 = 0
  /// The counter at that edge.
  public var phase: UInt64 = 0
  /// FREQ; below 2 there is no output.
  public var period: UInt64 = 0
  /// Where each output goes high.
  public var starts: [UInt64] = [0, 0, 0]
  /// Where each output goes low.
  public var ends: [UInt64] = [0, 0, 0]
  /// Whether the outputs are driven at all.
  public var isOn = false

  /// Off, without a clock.
  public init() {}

  private func position(at now: Tick) -> UInt64 {
    guard let rate else { return phase }
    return phase &+ (max(rate.edges(in: now), edge) &- edge)
  }

  /// The counter.
  public func count(at now: Tick) -> UInt64 { period < 2 ? 0 : position(at: now) % period }

  /// An output's level. It goes high at its start and low at its end; an end of `period` is one of 0, an end beyond
  /// never comes, a start beyond never comes either, and where both are the same it stays low. From 0 to `period` is all
  /// of it, so that a duty of FREQ is one of 100 % (public driver and example).
  public func level(of output: Int, at now: Tick) -> Bool {
    guard isOn, period >= 2, starts[output] < period else { return false }
    if ends[output] > period || ends[output] == period && starts[output] == 0 { return true }
    let (start, end, count) = (starts[output], ends[output] % period, count(at: now))
    return start <= end ? count >= start && count < end : count >= start || count < end
  }

  /// The next count at which one of `outputs` may change, after `now`.
  public func nextEdge(of outputs: [Int], after now: Tick) -> Tick? {
    guard isOn, period >= 2, let rate else { return nil }
    let position = position(at: now)
    let count = position % period
    var nearest = UInt64.max
    for output in outputs where starts[output] < period && ends[output] <= period {
      for target in [starts[output], ends[output] % period] where starts[output] != ends[output] % period {
        nearest = min(nearest, target > count ? target &- count : period &- count &+ target)
      }
    }
    return nearest == .max ? nil : rate.time(ofEdge: edge &+ position &- phase &+ nearest)
  }

  /// Moves the reference to `now`.
  public mutating func advance(to now: Tick) {
    phase = count(at: now)
    edge = rate?.edges(in: now) ?? 0
  }

  /// Goes on with another clock, from `now`, to which it must have been advanced.
  public mutating func change(to next: ClockRate?, at now: Tick) {
    rate = next
    edge = next?.edges(in: now) ?? 0
  }
}
