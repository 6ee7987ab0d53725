/// The sample memory of a KX022: 256 bytes, which are 84 samples of 3 bytes or 41 of 6.
struct KX022Buffer: Codable {
  /// BUF_M of BUF_CNTL2.
  enum Mode: UInt8 { case fifo, stream, trigger, filo }

  /// What the registers ask for.
  struct Settings {
    /// BUFE.
    var isOn: Bool
    /// BRES: whole samples, not their upper bytes.
    var isWide: Bool
    /// BFIE.
    var reportsFull: Bool
    var mode: Mode
    /// SMP_TH, in samples.
    var threshold: Int

    init(control: UInt8, threshold: Int) {
      isOn = control & 0x80 != 0
      isWide = control & 0x40 != 0
      reportsFull = control & 0x20 != 0
      mode = Mode(rawValue: control & 3) ?? .fifo
      self.threshold = threshold
    }

    /// Samples that fit in.
    var capacity: Int { isWide ? 41 : 84 }
    /// Bytes in a sample.
    var size: Int { isWide ? 6 : 3 }
  }

  /// More than fits in at any setting: what came before so many samples is not in the buffer.
  static let enough = 85

  private var samples: [SIMD3<Int16>] = []
  /// The sample that is being read, and how many of its bytes were.
  private var reading: SIMD3<Int16>?
  private var bytesRead = 0
  /// BUF_TRIG: in trigger mode, the event has come.
  private(set) var isTriggered = false

  /// Whole samples; that being read does not count.
  var count: Int { samples.count }

  /// SMP_LEV.
  func bytes(_ settings: Settings) -> Int {
    samples.count * settings.size + (reading == nil ? 0 : max(settings.size - bytesRead, 0))
  }

  /// Takes a sample as the mode says.
  mutating func push(_ sample: SIMD3<Int16>, _ settings: Settings) {
    guard settings.isOn else { return }
    switch settings.mode {
    case .fifo: guard samples.count < settings.capacity else { return }
    case .stream, .filo: makeRoom(in: settings.capacity)
    case .trigger where isTriggered: guard samples.count < settings.capacity else { return }
    case .trigger:
      guard settings.threshold > 0 else { return samples.removeAll(keepingCapacity: true) }
      makeRoom(in: min(settings.threshold, settings.capacity))
    }
    samples.append(sample)
  }

  private mutating func makeRoom(in limit: Int) {
    if samples.count >= limit { samples.removeFirst(samples.count - limit + 1) }
  }

  /// The event of trigger mode.
  mutating func trigger() { isTriggered = true }

  /// The next byte: of the oldest sample, x first and low byte first; in FILO mode of the newest. 0 where there is
  /// none.
  mutating func pop(_ settings: Settings) -> UInt8 {
    if reading == nil {
      guard !samples.isEmpty else { return 0 }
      reading = settings.mode == .filo ? samples.removeLast() : samples.removeFirst()
      bytesRead = 0
    }
    guard let sample = reading else { return 0 }
    let place = min(max(bytesRead, 0), settings.size - 1)
    let value = UInt16(bitPattern: sample[settings.isWide ? place / 2 : place])
    bytesRead = place + 1
    if bytesRead >= settings.size { reading = nil }
    return UInt8(truncatingIfNeeded: settings.isWide && place % 2 == 0 ? value : value >> 8)
  }

  /// Forgets everything.
  mutating func clear() { self = KX022Buffer() }

  /// Holds a restored buffer to what fits in.
  mutating func clamp() {
    if samples.count > KX022Buffer.enough { samples.removeFirst(samples.count - KX022Buffer.enough) }
    bytesRead = min(max(bytesRead, 0), 5)
  }
}
