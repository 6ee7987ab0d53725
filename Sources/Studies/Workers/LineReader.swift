import Foundation

/// Lines as they come.
enum LineReader {
  /// Gives each line of a file without its end, up to the file's end.
  static func each(of file: FileHandle, take: (Data) throws -> Void) throws {
    var rest = Data()
    while true {
      let chunk = file.availableData
      guard !chunk.isEmpty else { break }
      rest += chunk
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        try take(Data(rest[..<end]))
        rest = Data(rest[(end + 1)...])
      }
    }
    if !rest.isEmpty { try take(rest) }
  }
}
