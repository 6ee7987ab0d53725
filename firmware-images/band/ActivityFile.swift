/// The activity log as files: `/activity.csv` has the last day of minutes as text, `/activity.bin` all of them, eight
/// bytes each. A file is what the log was when it was opened.
struct ActivityFile {
  enum Kind { case csv, bin }

  private static let head: StaticString = "time,steps,heart_rate,movement,percent,plugged\n"
  /// `2026-01-01T07:00,012,072,034,087,0` and its end: every row is as long, so an offset says which row it lies in.
  private static let rowSize: UInt32 = 35
  private static let rows: UInt32 = 1440

  let kind: Kind
  /// Numbers of the log's entries.
  private let first: UInt32
  private let end: UInt32
  private var count: UInt32 = 0
  /// The row that was read last, and its entry's number.
  private var row: UInt32 = 0
  private var number: UInt32
  private var text = InlineArray<35, UInt8>(repeating: 0)
  private var hasText = false
  /// The day of that row, for the calendar is a long calculation.
  private var day = UInt32.max
  private var date = DateTime(secondsSince2000: 0)

  init(_ kind: Kind) {
    self.kind = kind
    end = Activity.log.end
    let oldest = Activity.log.first
    first = kind == .csv && end - oldest > Self.rows ? end - Self.rows : oldest
    number = first
    if kind == .bin {
      count = end - first
    } else {
      for number in first..<end where Activity.entry(number) != nil { count += 1 }
    }
  }

  var length: UInt32 {
    kind == .bin ? count * 8 : UInt32(Self.head.utf8CodeUnitCount) + count * Self.rowSize
  }

  /// Fills `bytes` from `offset` on.
  mutating func read(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    if kind == .bin { return readEntries(at: offset, into: bytes) }
    let headSize = UInt32(Self.head.utf8CodeUnitCount)
    var place = offset
    var inRow = offset >= headSize ? (offset - headSize) % Self.rowSize : 0
    var wanted = offset >= headSize ? (offset - headSize) / Self.rowSize : 0
    for index in 0..<bytes.count {
      if place < headSize {
        bytes[index] = Self.head.utf8Start[Int(place)]
      } else {
        seek(wanted)
        bytes[index] = text[Int(inRow)]
        inRow += 1
        if inRow == Self.rowSize {
          inRow = 0
          wanted += 1
        }
      }
      place += 1
    }
  }

  /// Entries that were spoilt have all bits set.
  private func readEntries(at offset: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    var place = offset
    var words: (UInt32, UInt32) = (.max, .max)
    for index in 0..<bytes.count {
      if index == 0 || place & 7 == 0 {
        words = (.max, .max)
        if let entry = Activity.entry(first + place >> 3) {
          words.0 = entry.minute
          words.1 = UInt32(entry.steps) | UInt32(entry.heartRate) << 8 | UInt32(entry.movement) << 16
          words.1 |= (UInt32(entry.percent) | (entry.isPlugged ? 0x80 : 0)) << 24
        }
      }
      let word = place & 4 == 0 ? words.0 : words.1
      bytes[index] = UInt8(truncatingIfNeeded: word >> ((place & 3) * 8))
      place += 1
    }
  }

  /// Makes `wanted` the row at hand. Rows are read one after another: from the first one only when going back.
  private mutating func seek(_ wanted: UInt32) {
    if hasText && row == wanted { return }
    if !hasText || wanted < row {
      row = 0
      number = first
    } else {
      row += 1
      number += 1
    }
    while number < end {
      if let entry = Activity.entry(number) {
        if row == wanted {
          write(entry)
          hasText = true
          return
        }
        row += 1
      }
      number += 1
    }
    // An entry that could be read when the file was opened can be read no more.
    hasText = false
  }

  private mutating func write(_ entry: ActivityEntry) {
    let today = entry.minute / 1440
    if today != day {
      day = today
      date = DateTime(secondsSince2000: min(today, .max / 86_400) * 86_400)
    }
    let inDay = entry.minute - today * 1440
    var now = date
    now.hour = UInt8(truncatingIfNeeded: inDay / 60)
    now.minute = UInt8(truncatingIfNeeded: inDay % 60)
    withUnsafeMutableBytes(of: &text) { raw in
      var line = TextWriter(raw.assumingMemoryBound(to: UInt8.self))
      // Without the seconds.
      line.append(UInt32(now.year), digits: 4)
      line.append("-")
      line.append(UInt32(now.month), digits: 2)
      line.append("-")
      line.append(UInt32(now.day), digits: 2)
      line.append("T")
      line.append(UInt32(now.hour), digits: 2)
      line.append(":")
      line.append(UInt32(now.minute), digits: 2)
      line.append(",")
      line.append(UInt32(entry.steps), digits: 3)
      line.append(",")
      line.append(UInt32(entry.heartRate), digits: 3)
      line.append(",")
      line.append(UInt32(entry.movement), digits: 3)
      line.append(",")
      line.append(UInt32(entry.percent), digits: 3)
      line.append(entry.isPlugged ? ",1\n" : ",0\n")
    }
  }
}
