/// The attributes: handles 1 to `last`, each with a type of 16 bits and a value.
///
/// Numbers: Bluetooth assigned numbers (services, characteristics, units); what the values hold: the specifications of the
/// services Device Information, Battery and Heart Rate.
enum Attributes {
  enum Kind {
    /// A service, up to and with a handle.
    case service(UInt16, through: UInt16)
    /// The declaration of the characteristic that follows: its properties.
    case declaration(UInt8)
    case text(UInt16, StaticString)
    case byte(UInt16, UInt8)
    case half(UInt16, UInt16)
    case battery
    case pulse
    /// Whether the characteristic before it is told.
    case batteryConfiguration
    case pulseConfiguration
  }

  static let last: UInt16 = 22
  static let batteryHandle: UInt16 = 15
  static let pulseHandle: UInt16 = 19
  static let configurationType: UInt16 = 0x2902
  static let serviceType: UInt16 = 0x2800
  static let declarationType: UInt16 = 0x2803
  private static let reads: UInt8 = 0x02
  private static let notifies: UInt8 = 0x10

  static var name: StaticString { "Bandbox tracker" }

  nonisolated(unsafe) static var battery: UInt8 = 0
  /// Beats a minute; 0 where none is found.
  nonisolated(unsafe) static var pulse: UInt8 = 0
  nonisolated(unsafe) static var hasContact = false
  nonisolated(unsafe) static var wantsBattery = false
  nonisolated(unsafe) static var wantsPulse = false

  /// Nobody wants anything: what a peer has asked for ends with its connection.
  static func forget() {
    wantsBattery = false
    wantsPulse = false
  }

  static func kind(_ handle: UInt16) -> Kind {
    switch handle {
    case 1: .service(0x1800, through: 5)
    case 2, 4: .declaration(reads)
    case 3: .text(0x2A00, name)
    // A watch.
    case 5: .half(0x2A01, 0x00C0)
    case 6: .service(0x180A, through: 12)
    case 7, 9, 11: .declaration(reads)
    case 8: .text(0x2A29, "Bandbox")
    case 10: .text(0x2A24, "ble-tracker")
    case 12: .text(0x2A26, "1.0.0")
    case 13: .service(0x180F, through: 16)
    case 14: .declaration(reads | notifies)
    case 15: .battery
    case 16: .batteryConfiguration
    case 17: .service(0x180D, through: 22)
    case 18: .declaration(notifies)
    case 19: .pulse
    case 20: .pulseConfiguration
    case 21: .declaration(reads)
    // The wrist.
    default: .byte(0x2A38, 2)
    }
  }

  static func type(_ handle: UInt16) -> UInt16 {
    switch kind(handle) {
    case .service: serviceType
    case .declaration: declarationType
    case .text(let type, _), .byte(let type, _), .half(let type, _): type
    case .battery: 0x2A19
    case .pulse: 0x2A37
    case .batteryConfiguration, .pulseConfiguration: configurationType
    }
  }

  /// Where the service ends that begins at a handle.
  static func end(ofService handle: UInt16) -> UInt16 {
    if case .service(_, let last) = kind(handle) { return last }
    return handle
  }

  static func isReadable(_ handle: UInt16) -> Bool {
    if case .pulse = kind(handle) { return false }
    return true
  }

  /// Writes the value from a place on, `room` bytes at most; returns how many, or `nil` where the place is beyond its end.
  static func write(_ handle: UInt16, to bytes: Packet, from place: Int = 0, room: Int) -> Int? {
    var value = InlineArray<20, UInt8>(repeating: 0)
    let count = fill(&value, handle)
    guard place <= count else { return nil }
    let part = min(count - place, room)
    for index in 0..<part { bytes[index] = value[place + index] }
    return part
  }

  private static func fill(_ value: inout InlineArray<20, UInt8>, _ handle: UInt16) -> Int {
    switch kind(handle) {
    case .service(let uuid, _): return put(&value, uuid)
    case .declaration(let properties):
      value[0] = properties
      value[1] = UInt8(handle + 1)
      let uuid = type(handle + 1)
      value[3] = UInt8(truncatingIfNeeded: uuid)
      value[4] = UInt8(truncatingIfNeeded: uuid >> 8)
      return 5
    case .text(_, let text):
      let count = min(text.utf8CodeUnitCount, 20)
      for index in 0..<count { value[index] = text.utf8Start[index] }
      return count
    case .byte(_, let byte):
      value[0] = byte
      return 1
    case .half(_, let half): return put(&value, half)
    case .battery:
      value[0] = battery
      return 1
    case .pulse:
      // Eight bits, and whether the sensor touches the skin, which it can tell.
      value[0] = hasContact ? 0x06 : 0x04
      value[1] = pulse
      return 2
    case .batteryConfiguration: return put(&value, wantsBattery ? 1 : 0)
    case .pulseConfiguration: return put(&value, wantsPulse ? 1 : 0)
    }
  }

  private static func put(_ value: inout InlineArray<20, UInt8>, _ half: UInt16) -> Int {
    value[0] = UInt8(truncatingIfNeeded: half)
    value[1] = UInt8(truncatingIfNeeded: half >> 8)
    return 2
  }

  /// Takes a written value; false for one that is only read.
  static func set(_ handle: UInt16, _ value: UInt16) -> Bool {
    switch kind(handle) {
    case .batteryConfiguration: wantsBattery = value & 1 != 0
    case .pulseConfiguration: wantsPulse = value & 1 != 0
    default: return false
    }
    return true
  }
}
