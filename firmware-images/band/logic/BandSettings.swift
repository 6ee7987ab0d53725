/// What people can set. Numbers travel and are stored as four bytes, lowest first; the name as UTF-8.
struct BandSettings: Equatable {
  /// The settings, by the number that stands for each in storage; a number is never used again for something else.
  enum Key: UInt8, CaseIterable {
    case heartRateInterval = 1
    case screenTimeout = 2
    case goal = 3
    case wristRaise = 4
    case name = 5

    /// Its name below `band/`.
    var name: StaticString {
      switch self {
      case .heartRateInterval: "heart_rate_interval"
      case .screenTimeout: "screen_timeout"
      case .goal: "goal"
      case .wristRaise: "wrist_raise"
      case .name: "name"
      }
    }
  }

  /// The longest name of the band, in bytes.
  static let nameLimit = 20
  /// The most that all of them take in storage.
  static let storedSize = 5 * 6 + 2 + nameLimit
  /// Stands for the cell's capacity in storage, which is nobody's setting.
  private static let capacityNumber: UInt8 = 128
  /// A measurement takes up to 15 s.
  private static let shortestInterval: UInt32 = 20

  /// Seconds from one heart-rate measurement to the next; 0 for none at all.
  private(set) var heartRateInterval: UInt32 = 600
  /// Seconds from the last touch until the display is dark; 0 when touches do not light it.
  private(set) var screenTimeout: UInt32 = 5
  /// Steps a day.
  private(set) var goal: UInt32 = 8000
  /// Whether lifting the wrist lights the display.
  private(set) var isWristRaise = false
  /// What the gauge has learned of the cell's capacity, in its steps; 0 for nothing. Kept beside the settings, and forgotten
  /// with them when the storage is erased.
  var cellCapacity: UInt32 = 0
  private var nameBytes = InlineArray<20, UInt8>(repeating: 0)
  private var nameCount = 0

  init() {}

  /// Writes a setting's value to the front of `bytes`, which has room for it, and returns its size.
  func value(_ key: Key, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    switch key {
    case .heartRateInterval: return Self.put(heartRateInterval, bytes)
    case .screenTimeout: return Self.put(screenTimeout, bytes)
    case .goal: return Self.put(goal, bytes)
    case .wristRaise: return Self.put(isWristRaise ? 1 : 0, bytes)
    case .name:
      guard bytes.count >= nameCount else { return 0 }
      for index in 0..<nameCount { bytes[index] = nameBytes[index] }
      return nameCount
    }
  }

  /// Takes a value; false when it is none for this setting, which then stays as it was. Text where a number belongs is
  /// outside every range.
  mutating func set(_ key: Key, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if key == .name { return setName(bytes) }
    guard let number = Self.number(bytes) else { return false }
    switch key {
    case .heartRateInterval where number == 0 || (Self.shortestInterval...86_400).contains(number):
      heartRateInterval = number
    case .screenTimeout where number <= 60: screenTimeout = number
    case .goal where (1...99_999).contains(number): goal = number
    case .wristRaise where number <= 1: isWristRaise = number == 1
    default: return false
    }
    return true
  }

  /// Gives a setting its default again.
  mutating func reset(_ key: Key) {
    let fresh = BandSettings()
    switch key {
    case .heartRateInterval: heartRateInterval = fresh.heartRateInterval
    case .screenTimeout: screenTimeout = fresh.screenTimeout
    case .goal: goal = fresh.goal
    case .wristRaise: isWristRaise = fresh.isWristRaise
    case .name: nameCount = 0
    }
  }

  /// Takes one setting over from others.
  mutating func copy(_ key: Key, from other: BandSettings) {
    switch key {
    case .heartRateInterval: heartRateInterval = other.heartRateInterval
    case .screenTimeout: screenTimeout = other.screenTimeout
    case .goal: goal = other.goal
    case .wristRaise: isWristRaise = other.isWristRaise
    case .name:
      nameBytes = other.nameBytes
      nameCount = other.nameCount
    }
  }

  /// Writes all of them as they are stored: number, size and value of each. `bytes` has room for `storedSize`.
  func store(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var place = 0
    for raw in 1...5 as ClosedRange<UInt8> {
      guard let key = Key(rawValue: raw), bytes.count >= place + 2 else { return place }
      let size = value(key, into: UnsafeMutableBufferPointer(rebasing: bytes[(place + 2)...]))
      bytes[place] = raw
      bytes[place + 1] = UInt8(size)
      place += 2 + size
    }
    guard cellCapacity > 0, bytes.count >= place + 6 else { return place }
    bytes[place] = Self.capacityNumber
    bytes[place + 1] = UInt8(
      Self.put(cellCapacity, UnsafeMutableBufferPointer(rebasing: bytes[(place + 2)...])))
    return place + 6
  }

  /// Settings as they were stored: what is not there, or not known, or not allowed any more, has its default.
  init(stored bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    var place = 0
    while place + 2 <= bytes.count {
      let start = place + 2
      let end = start + Int(bytes[place + 1])
      guard end <= bytes.count else { return }
      let value = UnsafeBufferPointer(rebasing: bytes[start..<end])
      if let key = Key(rawValue: bytes[place]) {
        _ = set(key, value)
      } else if bytes[place] == Self.capacityNumber {
        cellCapacity = Self.number(value) ?? 0
      }
      place = end
    }
  }

  /// The number of bytes of the band's name, 0 when it has none, and each of them.
  var nameLength: Int { nameCount }
  func nameByte(_ index: Int) -> UInt8 { nameBytes[index] }

  private mutating func setName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= Self.nameLimit else { return false }
    // Control characters would get into the log's lines.
    for byte in bytes where byte < 0x20 || byte == 0x7F { return false }
    nameCount = bytes.count
    for index in 0..<nameCount { nameBytes[index] = bytes[index] }
    return true
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard bytes.count == 4 else { return nil }
    return UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
  }

  private static func put(_ number: UInt32, _ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard bytes.count >= 4 else { return 0 }
    for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: number >> (UInt32(index) * 8)) }
    return 4
  }

  static func == (a: BandSettings, b: BandSettings) -> Bool {
    guard a.heartRateInterval == b.heartRateInterval, a.screenTimeout == b.screenTimeout, a.goal == b.goal,
      a.isWristRaise == b.isWristRaise, a.nameCount == b.nameCount,
      a.cellCapacity == b.cellCapacity
    else { return false }
    for index in 0..<a.nameCount where a.nameBytes[index] != b.nameBytes[index] { return false }
    return true
  }
}
