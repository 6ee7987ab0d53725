/// A date and time of day without a zone, as the OS group's date-and-time command carries it.
public struct DateTime: Equatable, Sendable {
  /// 1900 to 9999.
  public var year: UInt16
  /// 1 to 12.
  public var month: UInt8
  /// 1 to the last day of the month.
  public var day: UInt8
  /// 0 to 23.
  public var hour: UInt8
  /// 0 to 59.
  public var minute: UInt8
  /// 0 to 59.
  public var second: UInt8
  /// 0 to 999.
  public var millisecond: UInt16

  /// A date and time; nil when a field is outside its range.
  public init?(
    year: UInt16, month: UInt8, day: UInt8, hour: UInt8 = 0, minute: UInt8 = 0, second: UInt8 = 0,
    millisecond: UInt16 = 0
  ) {
    guard (1900...9999).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60,
      millisecond < 1000, day >= 1, day <= DateTime.days(inMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  /// Reads `2026-11-21T03:00:00`, optionally followed by a fraction (`.678`, cut to milliseconds) and `Z`.
  public init?(_ text: CBORString) {
    var bytes = text.bytes()
    guard let year = DateTime.number(&bytes, digits: 4), bytes.next() == 0x2D,
      let month = DateTime.number(&bytes, digits: 2), bytes.next() == 0x2D,
      let day = DateTime.number(&bytes, digits: 2), let separator = bytes.next(),
      separator == 0x54 || separator == 0x20,
      let hour = DateTime.number(&bytes, digits: 2), bytes.next() == 0x3A,
      let minute = DateTime.number(&bytes, digits: 2), bytes.next() == 0x3A,
      let second = DateTime.number(&bytes, digits: 2), let millisecond = DateTime.fraction(&bytes)
    else { return nil }
    self.init(
      year: year, month: UInt8(truncatingIfNeeded: month), day: UInt8(truncatingIfNeeded: day),
      hour: UInt8(truncatingIfNeeded: hour), minute: UInt8(truncatingIfNeeded: minute),
      second: UInt8(truncatingIfNeeded: second), millisecond: millisecond)
  }

  /// Writes `2026-11-21T03:00:00`, with `.678` when the milliseconds are not 0.
  public func write(to text: inout TextWriter) {
    text.append(UInt32(year), digits: 4)
    text.append("-")
    text.append(UInt32(month), digits: 2)
    text.append("-")
    text.append(UInt32(day), digits: 2)
    text.append("T")
    text.append(UInt32(hour), digits: 2)
    text.append(":")
    text.append(UInt32(minute), digits: 2)
    text.append(":")
    text.append(UInt32(second), digits: 2)
    guard millisecond > 0 else { return }
    text.append(".")
    text.append(UInt32(millisecond), digits: 3)
  }

  /// Seconds since 2000-01-01T00:00:00, negative before it; leap seconds are not counted. Milliseconds are left out.
  public var secondsSince2000: Int64 {
    // Days by the civil calendar counted from 1 March, so that the leap day ends the year.
    let y = Int32(year) &- (month <= 2 ? 1 : 0)
    let dayOfYear = (153 &* (Int32(month) &+ (month > 2 ? -3 : 9)) &+ 2) / 5 &+ Int32(day) &- 1
    let days = 365 &* y &+ y / 4 &- y / 100 &+ y / 400 &+ dayOfYear &- 730_425
    return Int64(days) &* 86400 &+ Int64(Int32(hour) &* 3600 &+ Int32(minute) &* 60 &+ Int32(second))
  }

  /// The date and time this many seconds after 2000-01-01T00:00:00; 2136 is the last year.
  public init(secondsSince2000 seconds: UInt32, millisecond: UInt16 = 0) {
    let days = seconds / 86400
    let time = seconds % 86400
    var year: UInt16 = 2000
    var left = days
    while left >= DateTime.days(inYear: year) {
      left &-= DateTime.days(inYear: year)
      year &+= 1
    }
    var month: UInt8 = 1
    while left >= UInt32(DateTime.days(inMonth: month, year: year)) {
      left &-= UInt32(DateTime.days(inMonth: month, year: year))
      month &+= 1
    }
    self.year = year
    self.month = month
    day = UInt8(truncatingIfNeeded: left &+ 1)
    hour = UInt8(truncatingIfNeeded: time / 3600)
    minute = UInt8(truncatingIfNeeded: time / 60 % 60)
    second = UInt8(truncatingIfNeeded: time % 60)
    self.millisecond = min(millisecond, 999)
  }

  private static func isLeap(_ year: UInt16) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(inYear year: UInt16) -> UInt32 { isLeap(year) ? 366 : 365 }

  private static func days(inMonth month: UInt8, year: UInt16) -> UInt8 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func number(_ bytes: inout CBORString.Bytes, digits: Int) -> UInt16? {
    var value: UInt16 = 0
    for _ in 0..<digits {
      guard let byte = bytes.next(), (0x30...0x39).contains(byte) else { return nil }
      value = value &* 10 &+ UInt16(byte &- 0x30)
    }
    return value
  }

  /// Milliseconds of what follows the seconds: nothing, a fraction, `Z`, or both.
  private static func fraction(_ bytes: inout CBORString.Bytes) -> UInt16? {
    guard var byte = bytes.next() else { return 0 }
    var value: UInt16 = 0
    if byte == 0x2E {
      var scale: UInt16 = 100
      var digits = 0
      while true {
        guard let next = bytes.next() else { return digits > 0 ? value : nil }
        byte = next
        guard (0x30...0x39).contains(byte) else { break }
        value = value &+ UInt16(byte &- 0x30) &* scale
        scale /= 10
        digits &+= 1
      }
      guard digits > 0 else { return nil }
    }
    return byte == 0x5A && bytes.next() == nil ? value : nil
  }
}
