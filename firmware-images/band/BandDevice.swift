/// What the SMP server asks of the band. It holds nothing: time and counts are where the rest of the band has them.
struct BandDevice: SMPDevice {
  /// Set once the clock was set, here or before a reset.
  nonisolated(unsafe) static var isTimeSet = false

  var groups: SMPGroupSet { [.os, .statistics, .settings, .enumeration, .basic] }

  /// The time that the display shows, whether it was ever set or still counts from the default.
  mutating func dateTime() -> DateTime? {
    Timebase.update()
    return DateTime(
      secondsSince2000: Timebase.civil, millisecond: UInt16(truncatingIfNeeded: Timebase.millisecond))
  }

  mutating func setDateTime(_ value: DateTime) -> Bool {
    let seconds = value.secondsSince2000
    guard seconds >= 0, seconds <= Int64(UInt32.max) else { return false }
    Timebase.civil = UInt32(truncatingIfNeeded: seconds)
    Self.isTimeSet = true
    return true
  }

  mutating func info(_ field: InfoField, to text: inout TextWriter) {
    switch field {
    case .kernelName: text.append("Bandbox")
    case .nodeName: Self.writeName(to: &text)
    case .kernelRelease, .version: text.append("1.0.0")
    case .buildTime: text.append("reproducible")
    case .machine: text.append("arm")
    case .processor: text.append("cortex-m0")
    case .board: text.append("miband2")
    case .operatingSystem: text.append("bare-metal")
    }
  }

  /// The name that the band was given.
  static func writeName(to text: inout TextWriter) {
    let settings = Settings.current
    if settings.nameLength == 0 { text.append("band") }
    for index in 0..<settings.nameLength { text.append(byte: settings.nameByte(index)) }
  }

  var statisticsGroupCount: Int { 1 }
  func statisticsGroupName(_ group: Int) -> StaticString { "band" }
  func statisticsFieldCount(_ group: Int) -> Int { Statistic.allCases.count }
  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString { Statistic(rawValue: field)?.name ?? "" }
  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 {
    Statistic(rawValue: field).map { UInt64($0.value) } ?? 0
  }
}
