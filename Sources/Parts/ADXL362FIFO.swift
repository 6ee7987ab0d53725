/// The sample memory of an ADXL362: whole sets of axes, up to 512 samples.
struct ADXL362FIFO: Codable {
  /// FIFO_MODE of FIFO_CTL.
  enum Mode: UInt8, Codable { case off, oldestSaved, stream, triggered }

  static let capacity = 512
  private(set) var samples: [UInt16] = []
  private var first = 0
  /// Samples were lost since the last read.
  var hasOverrun = false
  /// In triggered mode: activity has been seen, what follows is kept until the memory is full.
  private(set) var isTriggered = false

  var count: Int { samples.count - first }

  /// Forgets everything.
  mutating func clear() { self = ADXL362FIFO() }

  /// Adds one set. `watermark` is the number of samples kept before the trigger in triggered mode.
  mutating func push(_ set: [UInt16], mode: Mode, watermark: Int) {
    switch mode {
    case .off: return
    case .oldestSaved: keepOldest(set)
    case .stream: keepNewest(set, limit: ADXL362FIFO.capacity, countsAsLoss: true)
    case .triggered:
      if isTriggered {
        keepOldest(set)
      } else {
        keepNewest(set, limit: min(watermark, ADXL362FIFO.capacity), countsAsLoss: false)
      }
    }
  }

  /// Activity was detected.
  mutating func trigger() { isTriggered = true }

  /// Takes the oldest sample out; 0 where there is none.
  mutating func pop() -> UInt16 {
    hasOverrun = false
    guard count > 0 else { return 0 }
    first += 1
    let sample = samples[first - 1]
    if first == samples.count {
      samples.removeAll(keepingCapacity: true)
      first = 0
    }
    return sample
  }

  private mutating func keepOldest(_ set: [UInt16]) {
    guard count + set.count <= ADXL362FIFO.capacity else {
      hasOverrun = true
      return
    }
    samples += set
  }

  private mutating func keepNewest(_ set: [UInt16], limit: Int, countsAsLoss: Bool) {
    samples += set
    while count > limit, count > 0 {
      first += min(set.count, count)
      if countsAsLoss { hasOverrun = true }
    }
    if first >= 1024 || first == samples.count {
      samples.removeFirst(first)
      first = 0
    }
  }

  private enum CodingKeys: String, CodingKey { case samples, hasOverrun, isTriggered }

  init() {}

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    samples = Array(try values.decode([UInt16].self, forKey: .samples).suffix(ADXL362FIFO.capacity))
    hasOverrun = try values.decode(Bool.self, forKey: .hasOverrun)
    isTriggered = try values.decode(Bool.self, forKey: .isTriggered)
  }

  /// Only what is in it, not where in memory: equal contents give equal snapshots.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(Array(samples[first...]), forKey: .samples)
    try values.encode(hasOverrun, forKey: .hasOverrun)
    try values.encode(isTriggered, forKey: .isTriggered)
  }
}
