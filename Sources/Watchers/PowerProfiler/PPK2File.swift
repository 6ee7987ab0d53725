import Formats
import Foundation

/// A capture as nRF Connect's Power Profiler saves it, format version 2: a ZIP archive of `metadata.json`, `session.raw`
/// with six bytes a sample (a little-endian float of microamperes, a big-endian pair of bits for each signal) and
/// `minimap.raw`, the whole in at most 10,000 stretches (public: pc-nrfconnect-ppk, `saveFileHandler.ts`,
/// `foldingBuffer.ts`).
package enum PPK2File {
  private static let minimapLimit = 10_000
  /// The minimap is drawn on a logarithmic scale that ends at 200 nA.
  private static let least = 200.0

  /// The file's bytes. It begins at second 0 of 1970: runs have no date of their own.
  package static func render(_ capture: PPK2Capture) throws -> Data {
    let metadata = #"{"metadata":{"samplesPerSecond":\#(capture.rate),"startSystemTime":0},"formatVersion":2}"#
    return ZIPFile.render([
      ("session.raw", session(capture.samples)), ("metadata.json", Array(metadata.utf8)),
      ("minimap.raw", [UInt8](try minimap(capture))),
    ])
  }

  private static func session(_ samples: [PPK2Capture.Sample]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(6 * samples.count)
    for sample in samples {
      withUnsafeBytes(of: sample.current.bitPattern.littleEndian) { bytes += $0 }
      withUnsafeBytes(of: sample.bits.bigEndian) { bytes += $0 }
    }
    return bytes
  }

  private struct Minimap: Encodable {
    struct Point: Encodable {
      /// Microseconds since the start.
      var x: Double
      /// Nanoamperes.
      var y: Double
    }
    struct Points: Encodable {
      var length: Int
      var min: [Point]
      var max: [Point]
    }
    var lastElementFoldCount: Int
    var data: Points
    var maxNumberOfElements: Int
    var numberOfTimesToFold: Int
  }

  /// Each stretch is a power of two of samples, as the program gets by folding its buffer.
  private static func minimap(_ capture: PPK2Capture) throws -> Data {
    let samples = capture.samples
    var fold = 1
    while samples.count > fold * minimapLimit { fold *= 2 }
    var points = Minimap.Points(length: 0, min: [], max: [])
    let microseconds = 1e6 / Double(capture.rate)
    for start in stride(from: 0, to: samples.count, by: fold) {
      var (low, high) = (Double.infinity, 0.0)
      for sample in samples[start..<min(start + fold, samples.count)] {
        let nanoamperes = max(Double(sample.current) * 1_000, least)
        (low, high) = (min(low, nanoamperes), max(high, nanoamperes))
      }
      points.min.append(.init(x: Double(start) * microseconds, y: low))
      points.max.append(.init(x: Double(start) * microseconds, y: high))
    }
    points.length = points.min.count
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(
      Minimap(
        lastElementFoldCount: samples.count % fold, data: points, maxNumberOfElements: minimapLimit,
        numberOfTimesToFold: fold))
  }
}
