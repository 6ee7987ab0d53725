/// The state of charge that people can believe, from a count of the charge and from the voltage.
///
/// The count has the say from minute to minute. The voltage, less what current and resistance make of it, says between
/// which two states of charge the truth lies: narrowly at rest, widely after charging, in the cold and under load. The
/// estimate is drawn into that range, and in a narrow one towards its middle. What is shown follows the estimate by at
/// most a point in 40 s, and against the direction of the current only from two points on.
struct BatteryGauge {
  /// What the new cell holds in steps of the counter, see `GaugeReading.count`: the tracker's 60 mAh, or 70 mAh.
  #if BOARD_TRACKER
    static let designCapacity: Int32 = 242_528
  #else
    static let designCapacity: Int32 = 282_949
  #endif
  /// The fewest 1/1,024 s between two points that are shown.
  private static let pointTime: UInt32 = 40 * 1024

  /// The voltage last taken, in mV; 0 before the first.
  private(set) var millivolts: UInt32 = 0
  /// What is shown, 0 to 100.
  private(set) var percent: UInt32 = 0
  /// What the full cell holds, in steps of the counter; learned.
  var capacity: Int32
  /// Whether the capacity was ever learned.
  var isLearned: Bool
  /// The estimate, in steps of the counter.
  private(set) var charge: Int32 = 0
  private(set) var hasValue = false
  /// What is shown lags behind: a reading in a minute would take it on.
  private(set) var isCatchingUp = false

  private var count: UInt32 = 0
  private var time: UInt32 = 0
  private var shownAt: UInt32 = 0
  private var isPlugged = false
  private var isFull = false

  /// Mean currents in uA, positive into the cell: since the last reading, and over about two and thirty minutes.
  var current: Int32 = 0
  var recent: Int32 = 0
  var lasting: Int32 = 0
  /// For how many seconds current and temperature have been steady, and that temperature.
  var steadySeconds: Int32 = 0
  private var steadyCelsius: Int32 = 0
  /// The cell's resistance as `CellProfile.milliohms` counts it, in mOhm, where it was measured since the plug was put in
  /// or pulled and at this temperature.
  var milliohms: Int32?
  var measurement = Measurement()
  /// The estimate in 1/1,000 when the plug was put in or pulled, and the charge counted since.
  var start: Int32 = 0
  var sinceStart: Int32 = 0
  /// The middle of a narrow range in 1/1,000, the charge counted since and the minutes gone by; nil before the first.
  var markPlace: Int32?
  var sinceMark: Int32 = 0
  var markTenths: Int32 = 0

  /// What the resistance was measured from.
  struct Measurement {
    var millivolts: Int32 = 0
    var microamperes: Int32 = 0
    var sinceStart: Int32 = 0
    var celsius: Int32 = 0
  }

  /// A gauge for a cell whose capacity was learned before, in steps of the counter; 0 for a new cell.
  init(capacity: Int32 = 0) {
    isLearned = capacity > 0
    self.capacity = isLearned ? Self.plausible(capacity) : Self.designCapacity
  }

  static func plausible(_ capacity: Int32) -> Int32 {
    min(max(capacity, designCapacity / 2), designCapacity / 10 * 11)
  }

  /// The estimate in 1/1,000.
  var permille: Int32 { charge * 1000 / capacity }

  /// How long to the next reading, in seconds. Under 3.5 V it must not be missed that the cell is empty.
  var period: UInt32 {
    if isPlugged { return 10 }
    return isCatchingUp ? 45 : millivolts < 3500 ? 60 : 600
  }

  /// Whether the counter has moved so far, by half a percent of the cell, that a reading is due.
  func isDue(count now: UInt32) -> Bool { hasValue && moved(now).magnitude >= UInt32(Self.designCapacity / 200) }

  private func moved(_ now: UInt32) -> Int32 { Int32(bitPattern: (now &- count) << 8) >> 8 }

  // MARK: Readings

  /// Takes a reading into account. The current must have been steady since the one before, but for what `isQuiet` says.
  mutating func take(_ reading: GaugeReading) {
    guard hasValue else { return begin(reading) }
    let tenths = account(reading)
    if tenths > 0 { look(reading, tenths) }
    show(reading)
  }

  /// Takes the charge into account, and nothing else: for moments at which the current changes.
  mutating func takeCharge(_ reading: GaugeReading) {
    guard hasValue else { return begin(reading) }
    let wasPlugged = isPlugged
    _ = account(reading)
    isFull = false
    steadySeconds = 0
    if isPlugged != wasPlugged { restart() }
    show(reading)
  }

  /// The charger says that the cell is full. It is never quite: the last tenth of the current still has its drop.
  mutating func setFull(_ reading: GaugeReading) {
    take(reading)
    if permille < 960 { setPermille(960) }
    isFull = true
  }

  /// Without a past only the voltage counts. Nobody knows what current there was before.
  private mutating func begin(_ reading: GaugeReading) {
    hasValue = true
    millivolts = reading.millivolts
    (count, time, shownAt, isPlugged) = (reading.count, reading.time, reading.time, reading.isPlugged)
    steadyCelsius = reading.celsius
    lasting = reading.isPlugged ? 20_000 : 6_000
    setPermille(range(reading).middle)
    restart()
    percent = target
  }

  private mutating func restart() {
    start = permille
    sinceStart = 0
    milliohms = nil
    steadySeconds = 0
  }

  /// Moves the estimate by what was counted; returns the tenths of a second that this took, 0 for too few to speak of a
  /// current.
  private mutating func account(_ reading: GaugeReading) -> Int32 {
    millivolts = reading.millivolts
    isPlugged = reading.isPlugged
    let passed = moved(reading.count)
    let ticks = reading.time &- time
    (count, time) = (reading.count, reading.time)
    charge = min(max(charge + passed, 0), capacity)
    sinceMark = sinceMark &+ passed
    sinceStart = sinceStart &+ passed
    if abs(reading.celsius - steadyCelsius) >= 2 {
      steadyCelsius = reading.celsius
      steadySeconds = 0
    }
    let tenths = Int32(min(ticks / 1024, 6_000)) * 10
    let step = min(tenths, 6_000)
    steadySeconds = min(steadySeconds + step / 10, 100_000)
    markTenths = min(markTenths + tenths, 1_000_000_000)
    guard tenths >= 50 else { return 0 }
    current = min(max(min(max(passed, -200_000), 200_000) * 8_906 / tenths, -200_000), 200_000)
    recent += (current - recent) / 10 * step / (1_200 + step) * 10
    lasting += (current - lasting) / 10 * step / (18_000 + step) * 10
    return step
  }

  mutating func setPermille(_ permille: Int32) { charge = min(max(permille, 0), 1000) * capacity / 1000 }

  /// Moves the estimate by a part, in 1/1,000, of the way to `permille`.
  mutating func approach(_ target: Int32, _ part: Int32) {
    let way = (min(max(target, 0), 1000) * capacity / 1000 - charge) / 100
    charge = min(max(charge + way * part / 10, 0), capacity)
    start = permille - sinceStart * 100 / (capacity / 10)
  }

  // MARK: What is shown

  /// The estimate as people count it: a cell that is charged as far as it goes, 98 % of what it can hold, is full.
  private var target: UInt32 {
    let permille = permille
    let stretched = permille > 900 ? 900 + (permille - 900) * 5 / 4 : permille
    let points = (stretched + 5) / 10 + (isFull ? 1 : 0)
    return UInt32(min(max(points, 0), 100))
  }

  private mutating func show(_ reading: GaugeReading) {
    let target = target
    let isRise = target > percent
    let distance = isRise ? target - percent : percent - target
    let isWanted = distance > 1 || distance == 1 && isRise == reading.isPlugged
    if isWanted, reading.time &- shownAt >= Self.pointTime {
      percent = isRise ? percent + 1 : percent - 1
      shownAt = reading.time
      isCatchingUp = distance > 1
    } else {
      isCatchingUp = isWanted
    }
  }

  // MARK: Across a reset

  /// Everything that is worth keeping, as words; see `init(kept:at:isCounterKept:)`.
  var kept: InlineArray<12, Int32> {
    [
      charge, capacity, current, recent, lasting, isLearned ? 1 : 0, markPlace ?? .min, sinceMark, markTenths,
      Int32(percent), Int32(bitPattern: count), isFull ? 1 : 0,
    ]
  }

  /// Goes on from words that `kept` gave. `isCounterKept` where the counter has counted on.
  init(kept words: InlineArray<12, Int32>, at reading: GaugeReading, isCounterKept: Bool) {
    self.init(capacity: words[1])
    charge = min(max(words[0], 0), capacity)
    func held(_ microamperes: Int32) -> Int32 { min(max(microamperes, -200_000), 200_000) }
    (current, recent, lasting) = (held(words[2]), held(words[3]), held(words[4]))
    isLearned = words[5] != 0
    markPlace = (0...1000).contains(words[6]) ? words[6] : nil
    sinceMark = words[7]
    markTenths = min(max(words[8], 0), 1_000_000_000)
    percent = UInt32(min(max(words[9], 0), 100))
    count = isCounterKept ? UInt32(bitPattern: words[10]) : reading.count
    (time, shownAt, millivolts, hasValue) = (reading.time, reading.time, reading.millivolts, true)
    isPlugged = reading.isPlugged
    steadyCelsius = reading.celsius
    takeCharge(reading)
    isFull = words[11] != 0
    restart()
  }
}
