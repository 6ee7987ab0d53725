import Machine

/// A small cache before the flash of a `TestBoard`, which loses its lines all the time; what lies behind it is read word by word.
final class EngineCache {
  private let timing: AccessTiming
  private let lineSize: Int
  private let capacity: Int
  private let limit: Int
  private var lines: [Int] = []
  private var fetched: [Int] = []

  init(_ timing: AccessTiming, lineSize: Int, capacity: Int, limit: Int) {
    self.timing = timing
    self.lineSize = lineSize
    self.capacity = capacity
    self.limit = limit
    timing.fetch = { [unowned self] in self.fetch($0, continues: $1) }
    timing.load = { [unowned self] in $0 < self.limit ? self.fill($0) : 9 }
  }

  private func fetch(_ offset: Int, continues: Bool) -> Int {
    if offset < limit { return fill(offset) }
    if !continues { forgetFetched() }
    fetched.append(offset & ~3)
    timing.set(offset & ~3..<(offset & ~3) + 4, to: AccessTiming.Presence.fetched)
    return 7
  }

  private func forgetFetched() {
    for offset in fetched { timing.set(offset..<offset + 4, to: AccessTiming.Presence.absent) }
    fetched.removeAll()
  }

  private func fill(_ offset: Int) -> Int {
    let line = offset / lineSize * lineSize
    if lines.count >= capacity {
      let old = lines.removeFirst()
      timing.set(old..<old + lineSize, to: AccessTiming.Presence.absent)
    }
    lines.append(line)
    timing.set(line..<line + lineSize, to: AccessTiming.Presence.held)
    return 5 + lineSize / 4
  }

  func empty() {
    for line in lines { timing.set(line..<line + lineSize, to: AccessTiming.Presence.absent) }
    lines.removeAll()
    forgetFetched()
  }
}
