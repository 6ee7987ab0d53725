/// Motorola S-records (Motorola's M68000 Family Programmer's Reference Manual, appendix C): S0 to S3 and S5 to S9.
struct SRecords {
  private let file: ImageFile
  private var runs: RecordRuns
  private var entry: UInt32?
  private var note: String?
  private var dataRecords = 0

  /// Reads the records up to the one that ends them; what follows that is not looked at.
  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    runs = RecordRuns(file) { .line($0) }
    note = try RecordText.read(file, until: "S7, S8 or S9") { line throws(ImageError) in try add(line) }
  }

  func image() throws(ImageError) -> Image {
    var image = Image(file: file, kind: .sRecords, segments: try runs.segments(), entry: entry)
    image.note = note
    return image
  }

  /// Adds a record; whether it ends them.
  private mutating func add(_ line: RecordText.Line) throws(ImageError) -> Bool {
    func fail(_ found: String, _ expected: String) -> ImageError {
      file.error(.line(line.number), found: found, expected: expected)
    }
    guard line.text.first == 0x53, let digit = line.text.dropFirst().first else {
      throw fail("a line that starts with \(RecordText.character(line.text.first ?? 0))", "'S' and a digit")
    }
    // Bytes of address by the record's type; S4 is reserved.
    let sizes: [UInt8: Int] = [0: 2, 1: 2, 2: 3, 3: 4, 5: 2, 6: 3, 7: 4, 8: 3, 9: 2]
    guard let size = sizes[digit &- 0x30] else {
      throw fail("a record of type S\(Character(UnicodeScalar(digit)))", "S0 to S3 or S5 to S9")
    }
    let type = digit - 0x30
    let bytes = try RecordText.bytes(line, skipping: 2, file)
    guard bytes.count >= size + 2, bytes.count == Int(bytes[0]) + 1 else {
      let announced = max(size + 2, bytes.isEmpty ? 0 : Int(bytes[0]) + 1)
      throw fail("a record of \(bytes.count) bytes", "\(announced) bytes, as its first byte says; is the line cut off?")
    }
    let sum = ~bytes.dropLast().reduce(0, &+)
    guard sum == bytes[bytes.count - 1] else {
      throw fail("checksum \(RecordText.hex(bytes[bytes.count - 1]))", RecordText.hex(sum))
    }
    let number = bytes[1...size].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let data = bytes[(size + 1)...].dropLast()
    switch type {
    case 1...3:
      dataRecords += 1
      guard UInt64(number) + UInt64(data.count) <= 1 << 32 else {
        throw fail("\(data.count) bytes at \(hex(number))", "an end below 4 GiB")
      }
      runs.append(number, data, at: line.number)
    case 5, 6:
      guard Int(number) == dataRecords & (type == 5 ? 0xFFFF : 0xFF_FFFF) else {
        throw fail("a count of \(number) records", "\(dataRecords), as many as stand before it")
      }
    case 7...9:
      // Most tools write 0 for none.
      entry = number == 0 ? nil : number & ~1
      return true
    default: break
    }
    return false
  }
}
