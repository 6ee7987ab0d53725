/// An Intel HEX file (Intel's Hexadecimal Object File Format Specification, 1988): records 00 to 05; and a Universal Hex of the BBC
/// micro:bit (tech.microbit.org/software/spec-universal-hex), of which the part for the first version is taken: data records of
/// that stay what they are, those of other versions have a type of their own.
struct IntelHex {
  private enum Base {
    case linear(UInt32)
    case segment(UInt32)
  }

  private struct Record {
    var offset: UInt16
    var type: UInt8
    var data: ArraySlice<UInt8>
  }

  private let file: ImageFile
  private var runs: RecordRuns
  private var base = Base.linear(0)
  private var entry: UInt32?
  private var note: String?
  private var isUniversal = false
  /// Whether the present block of a Universal Hex is for another version of the board.
  private var isForOther = false

  /// Reads the records up to the end record; what follows that is not looked at.
  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    runs = RecordRuns(file) { .line($0) }
    note = try RecordText.read(file, until: ":00000001FF") { line throws(ImageError) in
      let record = try record(line)
      try add(record, line.number)
      return record.type == 1
    }
  }

  func image() throws(ImageError) -> Image {
    var image = Image(file: file, kind: .intelHex, segments: try runs.segments(), entry: entry)
    image.note = note
    if isUniversal { image.add(note: "a Universal Hex: its part for the first micro:bit") }
    return image
  }

  /// Takes the text of a line apart.
  private func record(_ line: RecordText.Line) throws(ImageError) -> Record {
    func fail(_ found: String, _ expected: String) -> ImageError {
      file.error(.line(line.number), found: found, expected: expected)
    }
    guard let first = line.text.first, first == 0x3A else {
      throw fail("a line that starts with \(RecordText.character(line.text.first ?? 0))", "a colon")
    }
    let bytes = try RecordText.bytes(line, skipping: 1, file)
    guard bytes.count >= 5, bytes.count == Int(bytes[0]) + 5 else {
      let announced = bytes.isEmpty ? 5 : Int(bytes[0]) + 5
      throw fail("a record of \(bytes.count) bytes", "\(announced) bytes, as its first byte says; is the line cut off?")
    }
    let sum = bytes.dropLast().reduce(0, &+)
    guard sum &+ bytes[bytes.count - 1] == 0 else {
      throw fail("checksum \(RecordText.hex(bytes[bytes.count - 1]))", RecordText.hex(0 &- sum))
    }
    return Record(offset: UInt16(bytes[1]) << 8 | UInt16(bytes[2]), type: bytes[3], data: bytes[4...].dropLast())
  }

  private mutating func add(_ record: Record, _ line: Int) throws(ImageError) {
    let sizes: [UInt8: Int] = [1: 0, 2: 2, 3: 4, 4: 2, 5: 4]
    if let size = sizes[record.type], size != record.data.count {
      throw file.error(
        .line(line), found: "\(record.data.count) bytes of data in a record of type \(record.type)", expected: "\(size)"
      )
    }
    let number = record.data.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    switch record.type {
    case 0: addData(record, line)
    case 1: break
    case 2: base = .segment(number << 4)
    case 3 where isForOther, 5 where isForOther: break
    case 3: entry = ((number >> 16) << 4 &+ (number & 0xFFFF)) & ~1
    case 4: base = .linear(number << 16)
    case 5: entry = number & ~1
    case 0x0A:
      isUniversal = true
      // Two bytes of identity come first: 9900 and 9901 are the first version's.
      isForOther =
        record.data.count >= 2 && record.data.count <= 4
        && ![0x9900, 0x9901].contains(number >> UInt32(8 * (record.data.count - 2)))
    // The end, the padding and the other versions' data of a block.
    case 0x0B...0x0E where isUniversal: break
    default:
      throw file.error(.line(line), found: "a record of type \(record.type)", expected: "type 0 to 5")
    }
  }

  /// Adds data; addresses wrap at 64 KiB within a segment, and at 4 GiB.
  private mutating func addData(_ record: Record, _ line: Int) {
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
    runs.append(first, record.data.prefix(fitting), at: line)
    runs.append(wrapped, record.data.dropFirst(fitting), at: line)
  }
}
