/// Data at addresses, out of a file's records in any order: joined where they meet, and every address once.
struct RecordRuns {
  /// Consecutive bytes out of one or more records.
  private struct Run {
    var address: UInt32
    var bytes: [UInt8]
    /// The line or offset of the first record.
    var place: Int
    var end: UInt64 { UInt64(address) + UInt64(bytes.count) }
  }

  private let file: ImageFile
  private let place: (Int) -> ImageError.Place
  private var runs: [Run] = []

  /// None yet; `place` makes of a record's line or offset what an error says.
  init(_ file: ImageFile, place: @escaping (Int) -> ImageError.Place) {
    self.file = file
    self.place = place
  }

  /// Adds a record's data, which must not go beyond 4 GiB.
  mutating func append(_ address: UInt32, _ bytes: ArraySlice<UInt8>, at record: Int) {
    guard !bytes.isEmpty else { return }
    if let last = runs.indices.last, runs[last].end == UInt64(address) {
      runs[last].bytes += bytes
    } else {
      runs.append(Run(address: address, bytes: Array(bytes), place: record))
    }
  }

  /// What the records load, in rising order.
  /// - Throws: where there is nothing, an address comes twice, or lies outside the memories.
  func segments() throws(ImageError) -> [Image.Segment] {
    guard !runs.isEmpty else { throw file.error(found: "no data records", expected: "at least one") }
    var merged: [Run] = []
    for run in runs.sorted(by: { ($0.address, $0.place) < ($1.address, $1.place) }) {
      guard let last = merged.last, last.end >= UInt64(run.address) else {
        merged.append(run)
        continue
      }
      guard last.end == UInt64(run.address) else {
        throw file.error(
          place(max(run.place, last.place)), found: "data for \(hex(run.address)) a second time",
          expected: "every address once")
      }
      merged[merged.count - 1].bytes += run.bytes
    }
    for run in merged {
      guard let misfit = file.map.misfit(address: run.address, count: run.bytes.count, what: "data") else {
        continue
      }
      try file.checkChip(merged[0].bytes)
      throw file.error(place(run.place), found: misfit.found, expected: misfit.expected)
    }
    return merged.map { Image.Segment(address: $0.address, bytes: $0.bytes) }
  }
}
