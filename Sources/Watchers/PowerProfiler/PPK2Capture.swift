import Machine

/// The samples of a whole run, for a file: at 100,000 a second as long as there is room for them, then at a tenth of that,
/// and so on. A sample of a lower rate is the mean of those that it replaces.
package final class PPK2Capture {
  /// A sample as the file has it.
  package struct Sample: Hashable, Sendable {
    /// In microamperes.
    package var current: Float
    /// Two bits a signal, D0 lowest: 01 low, 10 high, 11 both.
    package var bits: UInt16
  }

  /// Samples a second that a file may have.
  static let rates: [UInt64] = [100_000, 10_000, 1_000, 100, 10, 1]
  /// Samples that are kept: one minute at the highest rate, 69 days at the lowest.
  package static let limit = 6_000_000

  /// Samples a second now.
  private(set) var rate: UInt64
  private(set) var samples: [Sample] = []
  private var window: SampleWindow
  private let limit: Int

  /// The highest rate at which a run of `duration` fits; the highest of all where it is not known. `nil` where none does.
  package init?(duration: Tick?, limit: Int = PPK2Capture.limit) {
    self.limit = limit
    let seconds = duration.map { $0 / .perSecond + ($0 % .perSecond == 0 ? 0 : 1) } ?? 0
    let fitting = PPK2Capture.rates.first { rate in
      let (count, overflow) = seconds.multipliedReportingOverflow(by: rate)
      return !overflow && count <= UInt64(limit)
    }
    guard let fitting else { return nil }
    rate = fitting
    window = SampleWindow(period: .perSecond / fitting)
  }

  /// A current flowed for a time.
  package func add(_ current: Int64, _ levels: UInt8, for time: Tick) {
    var rest = time
    while rest > 0 && !isFull {
      // At most as much as fits, because the rate may change then.
      let part = min(rest, Tick(limit - samples.count) * window.period - window.begun)
      let unit = 1e6 * Double(window.period)
      window.add(current, levels, for: part) { sample in
        samples.append(Sample(current: Float(Double(sample.charge) / unit), bits: PPK2Capture.bits(sample)))
      }
      rest -= part
      if samples.count == limit { slowDown() }
    }
  }

  /// No room is left, even at the lowest rate.
  var isFull: Bool { samples.count >= limit }

  private func slowDown() {
    guard rate > 1 else { return }
    rate /= 10
    window = SampleWindow(period: .perSecond / rate)
    samples = stride(from: 0, to: samples.count, by: 10).map { start in
      let part = samples[start..<min(start + 10, samples.count)]
      let sum = part.reduce(0) { $0 + Double($1.current) }
      return Sample(current: Float(sum / Double(part.count)), bits: part.reduce(0) { $0 | $1.bits })
    }
  }

  private static func bits(_ sample: CurrentSample) -> UInt16 {
    var bits: UInt16 = 0
    for channel in 0..<UInt16(8) {
      bits |= UInt16(sample.lows >> UInt8(channel) & 1) << (2 * channel)
      bits |= UInt16(sample.highs >> UInt8(channel) & 1) << (2 * channel + 1)
    }
    return bits
  }
}
