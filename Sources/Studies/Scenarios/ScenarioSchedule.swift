import Machine

/// When an entry of a timeline happens.
struct ScenarioSchedule: Hashable, Sendable {
  /// The ways to say when.
  enum Rule: Hashable, Sendable {
    /// At points of the run.
    case at([Tick])
    /// Again and again, from `first` on; within a window of each day where there is one.
    case every(period: Tick, first: Tick, window: Window?)
    /// At times of every day.
    case daily([Tick])
    /// So many times, at random within a window of each day.
    case randomDaily(Window, times: Int)
    /// So many times, at random between two points of the run.
    case random(from: Tick, until: Tick, times: Int)
  }

  /// A part of each day; one that ends before it begins ends on the next day.
  package struct Window: Hashable, Sendable {
    /// Times since midnight.
    package var begin: Tick
    package var end: Tick

    package var length: Tick { end > begin ? end - begin : end + ScenarioTime.day - begin }

    package func contains(clock: Tick) -> Bool {
      end > begin ? clock >= begin && clock < end : clock >= begin || clock < end
    }
  }

  var rule: Rule
  /// The days of the week, as in `ScenarioTime.weekdays`; `nil` for all.
  var days: Set<Int>?
  var from: Tick = 0
  var until: Tick = .max
  var jitter: Tick = 0
  /// How long it lasts.
  var length: Tick?

  /// More occurrences of one entry than this are taken for a mistake.
  static let limit = 1_000_000

  /// The starts before `end`, in the order of time; `nil` where there are more than `limit`.
  func starts(before end: Tick, noise: SeededNoise) -> [Tick]? {
    let last = min(end, until)
    guard let nominal = nominal(before: last, noise: noise) else { return nil }
    guard jitter > 0 else { return nominal }
    return nominal.enumerated().compactMap { index, time in
      let shift = noise.signed(UInt64(index) | 1 << 40) * Double(jitter)
      let moved = Double(time) + shift
      let tick = moved > 0 ? Tick(moved) : 0
      return tick < end ? tick : nil
    }.sorted()
  }

  private func nominal(before last: Tick, noise: SeededNoise) -> [Tick]? {
    switch rule {
    case .at(let points): return points
    case .every(let period, let first, let window):
      guard last / period < ScenarioSchedule.limit else { return nil }
      return stride(from: first, to: last, by: Int(period)).filter { time in
        let clock = (time + ScenarioTime.start) % ScenarioTime.day
        return isOnDay(time) && window?.contains(clock: clock) ?? true
      }
    case .daily(let clocks):
      return days(before: last).flatMap { day in clocks.compactMap { place(day, $0) } }.filter { isInside($0, last) }
    case .randomDaily(let window, let times):
      let all = days(before: last)
      guard all.count * times <= ScenarioSchedule.limit else { return nil }
      return all.flatMap { day in
        (0..<times).compactMap { number in
          let offset = Tick(noise.unit(UInt64(day) << 20 | UInt64(number)) * Double(window.length))
          return place(day, window.begin + offset)
        }
      }.filter { isInside($0, last) }.sorted()
    case .random(let from, let until, let times):
      return (0..<times).map { from + Tick(noise.unit(UInt64($0)) * Double(until - from)) }.sorted()
    }
  }

  private func isInside(_ time: Tick, _ last: Tick) -> Bool { time >= from && time < last }

  /// Calendar days, from midnight; the run begins in the middle of day 0.
  private func days(before last: Tick) -> [Tick] {
    let count = (min(last, 1 << 62) + ScenarioTime.start) / ScenarioTime.day
    return (0...count).filter { days?.contains(Int($0 % 7)) ?? true }
  }

  private func isOnDay(_ time: Tick) -> Bool {
    days?.contains(Int((time + ScenarioTime.start) / ScenarioTime.day % 7)) ?? true
  }

  /// `nil` before the start of the run.
  private func place(_ day: Tick, _ clock: Tick) -> Tick? {
    let time = day * ScenarioTime.day + clock
    return time >= ScenarioTime.start ? time - ScenarioTime.start : nil
  }
}
