import Boards
import Machine
import Session
import Watchers

/// The currents of the loads over time, together and each, from when it is made on.
final class CurrentRecorder {
  /// Single changes that are kept at least, where there were so many.
  private static let limit = 200_000

  private struct Change {
    var time: Tick
    /// 0 for all together, then the loads.
    var track: Int32
    var value: Int64
  }

  private let band: any Board
  private var series: [RingSeries]
  private var changes: [Change] = []
  /// What each track was before the first of `changes`, and when that begins.
  private var before: [Int64]
  private var changesStart: Tick
  private var watching: [Subscription] = []
  /// The machine repeats what it has done.
  var isMuted = false

  init(_ band: any Board) {
    self.band = band
    let (power, now) = (band.power, band.emulation.now)
    before = [power.loadCurrent] + power.loads.map(\.drawn.typical)
    series = before.map { RingSeries($0, at: now) }
    changesStart = now
    watching = [
      power.watchLoads { [unowned self] in set(1 + $0.index, $0.drawn.typical) },
      power.watchSolutions { [unowned self] in set(0, self.band.power.loadCurrent) },
    ]
  }

  /// The loads by name, in the order of their tracks behind the first.
  var components: [String] { band.power.loads.map(\.component) }

  private func set(_ track: Int, _ value: Int64) {
    guard !isMuted, track < series.count, series[track].value != value else { return }
    let now = band.emulation.now
    series[track].set(value, at: now)
    changes.append(Change(time: now, track: Int32(track), value: value))
    guard changes.count > 2 * CurrentRecorder.limit else { return }
    for change in changes[..<CurrentRecorder.limit] { before[Int(change.track)] = change.value }
    changesStart = changes[CurrentRecorder.limit].time
    changes.removeFirst(CurrentRecorder.limit)
  }

  /// The machine has gone back: what comes behind its present has not been.
  func followBack() {
    let (power, now) = (band.power, band.emulation.now)
    while let last = changes.last, last.time > now { changes.removeLast() }
    changesStart = min(changesStart, now)
    let values = [power.loadCurrent] + power.loads.map(\.drawn.typical)
    for (track, value) in values.enumerated() {
      series[track].cut(after: now, value: value)
      changes.append(Change(time: now, track: Int32(track), value: value))
    }
  }

  /// From when on anything is known.
  var start: Tick { series[0].start }

  /// A track between two times in so many equal pieces; single changes where those are kept and the pieces are short.
  func pieces(of track: Int, from: Tick, to: Tick, count: Int) -> [StepSeries.Bucket?] {
    series[track].advance(to: band.emulation.now)
    guard from >= changesStart, (to - from) / Tick(count) < 1 << RingSeries.shifts[0] else {
      return series[track].pieces(from: from, to: to, count: count)
    }
    return exactPieces(of: track, from: from, to: to, count: count)
  }

  private func exactPieces(of track: Int, from: Tick, to: Tick, count: Int) -> [StepSeries.Bucket?] {
    var pieces = [StepSeries.Bucket?](repeating: nil, count: count)
    var (value, since) = (before[track], from)
    let end = min(to, band.emulation.now)
    let width = Double(max(to - from, 1)) / Double(count)
    func book(until time: Tick) {
      while since < time {
        let place = min(Int(Double(since - from) / width), count - 1)
        let edge = place == count - 1 ? to : max(from + Tick((Double(place + 1) * width).rounded()), since + 1)
        let until = min(time, edge)
        var piece = pieces[place] ?? StepSeries.Bucket()
        piece.add(value, for: until - since)
        pieces[place] = piece
        since = until
      }
    }
    for change in changes where change.track == track {
      if change.time >= end { break }
      if change.time > from { book(until: change.time) }
      value = change.value
    }
    book(until: end)
    return pieces
  }
}
