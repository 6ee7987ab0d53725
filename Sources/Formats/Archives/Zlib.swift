import CZlib

/// DEFLATE (RFC 1951), with or without the zlib format around it (RFC 1950), by the system's zlib.
package enum Zlib {
  /// What stands around the DEFLATE data, as zlib's `windowBits` says it.
  package enum Format: Int32 {
    /// Two bytes before it and an Adler-32 behind it.
    case zlib = 15
    /// Nothing, as in ZIP archives.
    case raw = -15
  }

  /// The packed bytes. Equal for equal bytes and the same zlib.
  package static func compress(_ bytes: [UInt8], as format: Format = .zlib) -> [UInt8] {
    var stream = z_stream()
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, format.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { fatalError("zlib's deflateInit2: \(status)") }
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let count = run(&stream, bytes, into: &packed) { deflate(&$0, Z_FINISH) == Z_STREAM_END }
    guard let count else { fatalError("zlib's deflate did not end within its own bound") }
    return Array(packed[..<count])
  }

  /// The unpacked bytes; `nil` where the data is damaged, is cut off or unpacks to more than `limit` bytes.
  package static func decompress(_ bytes: some Sequence<UInt8>, as format: Format = .zlib, limit: Int) -> [UInt8]? {
    var stream = z_stream()
    let status = inflateInit2_(&stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { fatalError("zlib's inflateInit2: \(status)") }
    defer { inflateEnd(&stream) }
    var unpacked = [UInt8](repeating: 0, count: limit)
    let count = run(&stream, Array(bytes), into: &unpacked) { inflate(&$0, Z_FINISH) == Z_STREAM_END }
    return count.map { Array(unpacked[..<$0]) }
  }

  /// The CRC-32 of some bytes, as PNG (ISO/IEC 15948, annex D) and ZIP have it.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(CZlib.crc32_z(0, $0.baseAddress, $0.count)) }
  }

  /// One pass over all of `input`; the bytes written, `nil` where `step` did not reach the end. Both below 4 GiB.
  private static func run(
    _ stream: inout z_stream, _ input: [UInt8], into output: inout [UInt8], _ step: (inout z_stream) -> Bool
  ) -> Int? {
    var input = input
    return input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        // zlib takes no null pointers, which empty buffers may have.
        var nothing: UInt8 = 0
        return withUnsafeMutablePointer(to: &nothing) { nothing in
          stream.next_in = input.baseAddress ?? nothing
          stream.avail_in = UInt32(input.count)
          stream.next_out = output.baseAddress ?? nothing
          stream.avail_out = UInt32(output.count)
          return step(&stream) ? output.count - Int(stream.avail_out) : nil
        }
      }
    }
  }
}
