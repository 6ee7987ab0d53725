/// A file being taken apart: its bytes, the memories that it is for, and the errors that name it. Reading outside the file is an error, never a trap.
struct ImageFile {
  let bytes: [UInt8]
  let name: String
  let map: MemoryMap

  func error(_ place: ImageError.Place = .file, found: String, expected: String) -> ImageError {
    ImageError(file: name, place: place, found: found, expected: expected)
  }

  /// `count` bytes from `offset`; `what` names them in the error.
  func slice(_ offset: Int, _ count: Int, _ what: String) throws(ImageError) -> ArraySlice<UInt8> {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      throw error(
        .offset(max(0, offset)), found: "the end of the file at \(bytes.count) bytes",
        expected: "\(what) of \(count) bytes")
    }
    return bytes[offset..<(offset + count)]
  }

  /// A little-endian halfword. The caller has made sure that it is inside the file.
  func half(_ offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }

  /// A little-endian word. The caller has made sure that it is inside the file.
  func word(_ offset: Int) -> UInt32 { UInt32(half(offset)) | UInt32(half(offset + 2)) << 16 }

  /// A big-endian word. The caller has made sure that it is inside the file.
  func bigEndianWord(_ offset: Int) -> UInt32 { word(offset).byteSwapped }

  /// What to say of lines behind the end record, from the line with that index on; nil where there is none.
  func noteOfRest(_ text: RecordText, from index: Int) -> String? {
    guard index < text.lines.count else { return nil }
    return "what follows the end record is ignored, from line \(text.lines[index].number) on"
  }

  func starts(with prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
}
