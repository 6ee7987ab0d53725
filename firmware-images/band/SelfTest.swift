/// Asks every part whether it is there and right. Takes about a tenth of a second.
struct SelfTest {
  /// The accelerometer says what it is.
  let accelerometer: Bool
  /// The heart-rate module takes its configuration.
  let heartRate: Bool
  /// The battery's voltage is one that a cell can have.
  let battery: Bool
  /// The image that runs is the one whose hash stands behind it, where there is one.
  let flash: Bool

  var isPassed: Bool { accelerometer && heartRate && battery && flash }

  static func run() -> SelfTest {
    Watchdog.feed()
    return SelfTest(
      accelerometer: Accelerometer.isPresent, heartRate: testPulse(),
      battery: (2500...4500).contains(Supply.millivolts()), flash: testImage())
  }

  /// A measurement that is under way is left alone: it shows that the module answers.
  private static func testPulse() -> Bool {
    guard !Board.isPulseOn else { return PulseSensor.result() != nil }
    PulseSensor.start()
    Timebase.pause(milliseconds: PulseSensor.startUp)
    let isPresent = PulseSensor.configure()
    PulseSensor.stop()
    return isPresent
  }

  private static func testImage() -> Bool {
    var flash = NORFlash()
    guard let header = ImageHeader(&flash, in: FlashMap.slot0), var records = ImageTLVs(&flash, of: header) else {
      return true
    }
    let image = FlashArea(header.slot.start, size: header.hashedSize)
    while let record = records.next(&flash) {
      guard let kind = HashKind(rawValue: record.type), record.length == UInt32(kind.size) else { continue }
      return flash.hash(kind, of: image).stands(at: record.address, &flash)
    }
    return false
  }
}
