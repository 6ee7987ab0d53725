/// Bytes that came, as far as they have not been used.
struct ByteQueue {
  private var bytes: [UInt8] = []
  /// Where those begin that have not been used.
  private var start = 0
  /// How far no end of a line was found.
  private var seen = 0

  /// How many there are.
  var count: Int { bytes.count - start }

  mutating func append(_ more: [UInt8]) {
    // What has been used is forgotten once it is most of them, so that each byte is moved a few times at most.
    if start > bytes.count / 2 {
      bytes.removeFirst(start)
      seen -= start
      start = 0
    }
    bytes += more
  }

  /// The first bytes, at most so many.
  mutating func take(_ limit: Int) -> ArraySlice<UInt8> {
    let taken = bytes[start..<start + min(limit, count)]
    start = taken.endIndex
    seen = max(seen, start)
    return taken
  }

  /// The bytes themselves, which stay.
  var waiting: ArraySlice<UInt8> { bytes[start...] }

  /// The first line, without its end, which is CR and LF; a LF alone might end a line for one program and not for another, so it
  /// ends the conversation. `nil` where no line is there yet. A line that is longer than the limit throws `tooLong`.
  mutating func takeLine(limit: Int, orThrow tooLong: HTTPError) throws(HTTPError) -> [UInt8]? {
    guard let end = bytes[seen...].firstIndex(of: 0x0A) else {
      seen = bytes.count
      if count > limit { throw tooLong }
      return nil
    }
    let line = bytes[start...end]
    (start, seen) = (end + 1, end + 1)
    guard line.count <= limit else { throw tooLong }
    guard line.dropLast().last == 0x0D else { throw HTTPError(400, "expected lines that end with CR and LF") }
    // A slice would keep all that has come.
    return Array(line.dropLast(2))
  }
}
