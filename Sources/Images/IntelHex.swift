/// An Intel HEX file (Intel's Hexadecimal Object File Format Specification, 1988): records 00 to 05.
struct IntelHex {
  /// Consecutive bytes out of one or more records.
  private struct Run {
    var address: UInt32
    var bytes: [UInt8]
    var line: Int
    var end: UInt64 { UInt64(address) + UInt64(bytes.count) }
  }

  private enum Base {
    case linear(UInt32)
    case segment(UInt32)
  }

  private let file: ImageFile
  private var runs: [Run] = []
  private var base = Base.linear(0)
  private var entry: UInt32?
  private var ended = false

  /// Whether `bytes` begin like a HEX file: a colon, and mostly text as far as can be seen. A HEX file with a damaged
  /// byte near its start is still one, and is told so; random bytes are not.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first(where: { !isBlank($0) }), first == 0x3A else { return false }
    let start = bytes.prefix(64)
    return start.count(where: { (0x20...0x7E).contains($0) || isBlank($0) }) * 4 >= start.count * 3
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09 }

  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    var number = 0
    for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      var text = line
      while let last = text.last, IntelHex.isBlank(last) { text.removeLast() }
      while let first = text.first, IntelHex.isBlank(first) { text.removeFirst() }
      guard !text.isEmpty else { continue }
      try add(record(text, number), number)
    }
    guard ended else {
      throw file.error(
        .line(number), found: "the end of the file", expected: "an end record (:00000001FF); is the file cut off?")
    }
  }

  func image() throws(ImageError) -> Image {
    guard !runs.isEmpty else { throw file.error(found: "no data records", expected: "at least one") }
    var merged: [Run] = []
    for run in runs.sorted(by: { ($0.address, $0.line) < ($1.address, $1.line) }) {
      guard let last = merged.last, last.end >= UInt64(run.address) else {
        merged.append(run)
        continue
      }
      guard last.end == UInt64(run.address) else {
        throw file.error(
          .line(max(run.line, last.line)), found: "data for \(hex(run.address)) a second time",
          expected: "every address once")
      }
      merged[merged.count - 1].bytes += run.bytes
    }
    for run in merged {
      if let misfit = MemoryRegion.misfit(address: run.address, count: run.bytes.count, what: "data") {
        throw file.error(.line(run.line), found: misfit.found, expected: misfit.expected)
      }
    }
    return Image(
      file: file, kind: .intelHex, segments: merged.map { Image.Segment(address: $0.address, bytes: $0.bytes) },
      entry: entry)
  }

  private struct Record {
    var offset: UInt16
    var type: UInt8
    var data: ArraySlice<UInt8>
  }

  /// Takes the text of a line apart.
  private func record(_ text: ArraySlice<UInt8>, _ line: Int) throws(ImageError) -> Record {
    func fail(_ found: String, _ expected: String) -> ImageError {
      file.error(.line(line), found: found, expected: expected)
    }
    guard text.first == 0x3A else {
      throw fail("a line that starts with \(IntelHex.character(text[text.startIndex]))", "a colon")
    }
    var bytes: [UInt8] = []
    var high: UInt8?
    for (column, digit) in text.dropFirst().enumerated() {
      guard let value = IntelHex.digit(digit) else {
        throw fail("\(IntelHex.character(digit)) in column \(column + 2)", "a hexadecimal digit")
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { throw fail("an odd number of digits", "two for every byte; is the line cut off?") }
    guard bytes.count >= 5, bytes.count == Int(bytes[0]) + 5 else {
      let announced = bytes.isEmpty ? 5 : Int(bytes[0]) + 5
      throw fail("a record of \(bytes.count) bytes", "\(announced) bytes, as its first byte says; is the line cut off?")
    }
    let sum = bytes.dropLast().reduce(0, &+)
    guard sum &+ bytes[bytes.count - 1] == 0 else {
      throw fail("checksum \(IntelHex.byte(bytes[bytes.count - 1]))", IntelHex.byte(0 &- sum))
    }
    return Record(offset: UInt16(bytes[1]) << 8 | UInt16(bytes[2]), type: bytes[3], data: bytes[4...].dropLast())
  }

  private mutating func add(_ record: Record, _ line: Int) throws(ImageError) {
    guard !ended else {
      throw file.error(.line(line), found: "a record after the end record", expected: "the end of the file")
    }
    let sizes: [UInt8: Int] = [1: 0, 2: 2, 3: 4, 4: 2, 5: 4]
    if let size = sizes[record.type], size != record.data.count {
      throw file.error(
        .line(line), found: "\(record.data.count) bytes of data in a record of type \(record.type)", expected: "\(size)"
      )
    }
    let number = record.data.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch record.type {
    case 0: addData(record, line)
    case 1: ended = true
    case 2: base = .segment(number << 4)
    case 3: entry = ((number >> 16) << 4 &+ (number & 0xFFFF)) & ~1
    case 4: base = .linear(number << 16)
    case 5: entry = number & ~1
    default:
      throw file.error(.line(line), found: "a record of type \(record.type)", expected: "type 0 to 5")
    }
  }

  /// Adds data; addresses wrap at 64 KiB within a segment, and at 4 GiB.
  private mutating func addData(_ record: Record, _ line: Int) {
    guard !record.data.isEmpty else { return }
    let limit: UInt64
    let first: UInt32
    let wrapped: UInt32
    switch base {
    case .segment(let start):
      first = start &+ UInt32(record.offset)
      limit = 0x1_0000 - UInt64(record.offset)
      wrapped = start
    case .linear(let start):
      first = start &+ UInt32(record.offset)
      limit = 0x1_0000_0000 - UInt64(first)
      wrapped = 0
    }
    let fitting = min(record.data.count, Int(limit))
    append(first, record.data.prefix(fitting), line)
    if fitting < record.data.count { append(wrapped, record.data.dropFirst(fitting), line) }
  }

  private mutating func append(_ address: UInt32, _ bytes: ArraySlice<UInt8>, _ line: Int) {
    if let last = runs.indices.last, runs[last].end == UInt64(address) {
      runs[last].bytes += bytes
    } else {
      runs.append(Run(address: address, bytes: Array(bytes), line: line))
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  private static func byte(_ value: UInt8) -> String {
    "0x" + (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true)
  }

  private static func character(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(IntelHex.byte(byte))"
  }
}
