import Session

/// What a client wants the flash to hold, put together until it is done.
struct FlashProgram {
  private var bytes: [Int: UInt8] = [:]
  private var erased: [Range<Int>] = []

  /// Bytes, by offset, become 0xFF.
  mutating func erase(_ range: Range<Int>) { erased.append(range) }

  mutating func write(_ data: some Sequence<UInt8>, at offset: Int) {
    for (place, byte) in data.enumerated() { bytes[offset + place] = byte }
  }

  /// The writes that do it, rising and without gaps. Bytes that nobody has erased become what programming makes of those that
  /// are there: a programmer would do the same.
  func writes(over contents: (Int) -> UInt8) -> [DebuggerWrite] {
    var result: [Int: UInt8] = [:]
    for range in erased { for place in range { result[place] = 0xFF } }
    for (place, byte) in bytes { result[place] = result[place] == nil ? contents(place) & byte : byte }
    var writes: [DebuggerWrite] = []
    var run: (start: Int, bytes: [UInt8])?
    for place in result.keys.sorted() {
      if let open = run, open.start + open.bytes.count != place {
        writes.append(.flash(open.start, open.bytes))
        run = nil
      }
      if run == nil { run = (place, []) }
      run?.bytes.append(result[place] ?? 0xFF)
    }
    if let run { writes.append(.flash(run.start, run.bytes)) }
    return writes
  }
}
