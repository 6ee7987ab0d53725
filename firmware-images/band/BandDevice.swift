/// What the SMP server asks of the band. It holds nothing: time and counts are where the rest of the band has them.
struct BandDevice: SMPDevice {
  /// Set once the clock was set, here or before a reset.
  nonisolated(unsafe) static var isTimeSet = false

  static let version: StaticString = "1.0.0"

  #if BOARD_TRACKER && !TRACKER_SLOTS
    // One slot, and no bootloader.
    var groups: SMPGroupSet { [.os, .statistics, .settings, .files, .shell, .enumeration, .basic] }
  #elseif BOARD_BAND1
    // What there is room for.
    var groups: SMPGroupSet { [.os, .image, .settings] }
  #else
    var groups: SMPGroupSet { [.os, .image, .statistics, .settings, .files, .shell, .enumeration, .basic] }
  #endif

  /// The time that the display shows, whether it was ever set or still counts from the default.
  mutating func dateTime() -> DateTime? {
    Timebase.update()
    return DateTime(
      secondsSince2000: Clock.seconds, millisecond: UInt16(truncatingIfNeeded: Clock.millisecond))
  }

  func accepts(_ value: DateTime) -> Bool {
    (0...Int64(CivilClock.lastSettable)).contains(value.secondsSince2000)
  }

  mutating func setDateTime(_ value: DateTime) -> Bool {
    Clock.set(
      seconds: UInt32(truncatingIfNeeded: value.secondsSince2000), millisecond: UInt32(value.millisecond))
    Self.isTimeSet = true
    return true
  }

  mutating func info(_ field: InfoField, to text: inout TextWriter) {
    switch field {
    case .kernelName: text.append("Bandbox")
    case .nodeName: Self.writeName(to: &text)
    case .kernelRelease, .version: text.append(Self.version)
    case .buildTime: text.append("reproducible")
    case .machine: text.append("arm")
    case .processor: text.append("cortex-m0")
    case .board: text.append(Board.name)
    case .operatingSystem: text.append("bare-metal")
    }
  }

  /// The name that the band was given.
  static func writeName(to text: inout TextWriter) {
    let settings = Settings.current
    if settings.nameLength == 0 { text.append("band") }
    for index in 0..<settings.nameLength { text.append(byte: settings.nameByte(index)) }
  }
}

extension BandDevice {
  mutating func run(_ line: UnsafeBufferPointer<UInt8>, output: inout TextWriter) -> Int32 {
    Shell.run(line, &output)
  }
}
