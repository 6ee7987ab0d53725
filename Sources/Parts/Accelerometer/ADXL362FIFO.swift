/// The sample memory of an ADXL362: whole sets of axes, up to 512 samples, oldest first.
final class ADXL362FIFO {
  /// FIFO_MODE of FIFO_CTL.
  enum Mode: UInt8 { case off, oldestSaved, stream, triggered }

  /// What a snapshot keeps.
  struct Contents: Codable {
    var samples: [UInt16] = []
    var hasOverrun = false
    var isTriggered = false
  }

  static let capacity = 512
  /// A ring of `capacity` samples: it is filled and emptied millions of times a day.
  private let samples: UnsafeMutablePointer<UInt16>
  private var first = 0
  private(set) var count = 0
  /// Samples were lost since the last read.
  private(set) var hasOverrun = false
  /// In triggered mode: activity has been seen, what follows is kept until the memory is full.
  private(set) var isTriggered = false

  init() {
    samples = .allocate(capacity: ADXL362FIFO.capacity)
    samples.initialize(repeating: 0, count: ADXL362FIFO.capacity)
  }

  deinit { samples.deallocate() }

  /// Forgets everything.
  func clear() {
    (first, count) = (0, 0)
    (hasOverrun, isTriggered) = (false, false)
  }

  /// Adds one set, with the temperature where `temperature` is given. `watermark` is the number of samples kept before
  /// the trigger in triggered mode.
  func push(_ x: UInt16, _ y: UInt16, _ z: UInt16, temperature: UInt16?, mode: Mode, watermark: Int) {
    let size = temperature == nil ? 3 : 4
    switch mode {
    case .off: return
    case .stream: makeRoom(size, limit: ADXL362FIFO.capacity, countsAsLoss: true)
    case .triggered where !isTriggered:
      guard watermark >= size else { return makeRoom(size, limit: 0, countsAsLoss: false) }
      makeRoom(size, limit: min(watermark, ADXL362FIFO.capacity), countsAsLoss: false)
    case .oldestSaved, .triggered:
      guard count + size <= ADXL362FIFO.capacity else {
        hasOverrun = true
        return
      }
    }
    append(x)
    append(y)
    append(z)
    if let temperature { append(temperature) }
  }

  /// Activity was detected.
  func trigger() { isTriggered = true }

  /// Takes the oldest sample out; 0 where there is none.
  func pop() -> UInt16 {
    hasOverrun = false
    guard count > 0 else { return 0 }
    let sample = samples[first]
    first = (first + 1) % ADXL362FIFO.capacity
    count -= 1
    return sample
  }

  private func append(_ sample: UInt16) {
    samples[(first + count) % ADXL362FIFO.capacity] = sample
    count += 1
  }

  private func makeRoom(_ size: Int, limit: Int, countsAsLoss: Bool) {
    while count > 0, count + size > limit {
      let dropped = min(size, count)
      first = (first + dropped) % ADXL362FIFO.capacity
      count -= dropped
      if countsAsLoss { hasOverrun = true }
    }
  }

  /// The contents, for a snapshot.
  var contents: Contents {
    get {
      let list = (0..<count).map { samples[(first + $0) % ADXL362FIFO.capacity] }
      return Contents(samples: list, hasOverrun: hasOverrun, isTriggered: isTriggered)
    }
    set {
      clear()
      for sample in newValue.samples.suffix(ADXL362FIFO.capacity) { append(sample) }
      (hasOverrun, isTriggered) = (newValue.hasOverrun, newValue.isTriggered)
    }
  }
}
