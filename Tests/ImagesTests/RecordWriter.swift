import Foundation

/// Writes bytes at addresses as the formats of records have them.
enum RecordWriter {
  /// Intel HEX of several pieces.
  static func hex(_ pieces: [(address: UInt32, bytes: [UInt8])]) -> [UInt8] {
    func record(_ type: UInt8, _ offset: UInt16, _ data: ArraySlice<UInt8>) -> String {
      let bytes = [UInt8(data.count), UInt8(offset >> 8), UInt8(truncatingIfNeeded: offset), type] + data
      return ":" + (bytes + [0 &- bytes.reduce(0, &+)]).map { String(format: "%02X", $0) }.joined() + "\n"
    }
    var text = ""
    for (address, bytes) in pieces {
      for start in stride(from: 0, to: bytes.count, by: 16) {
        let place = address + UInt32(start)
        text += record(4, 0, [UInt8(place >> 24), UInt8(truncatingIfNeeded: place >> 16)])
        text += record(0, UInt16(truncatingIfNeeded: place), bytes[start..<min(start + 16, bytes.count)])
      }
    }
    return Array((text + record(1, 0, [])).utf8)
  }

  /// S-records of one piece.
  static func sRecords(_ address: UInt32, _ contents: [UInt8]) -> [UInt8] {
    func record(_ type: Int, _ address: UInt32, _ data: ArraySlice<UInt8>) -> String {
      var bytes = [UInt8(data.count + 5)] + littleEndian(address).reversed() + data
      bytes.append(~bytes.reduce(0, &+))
      return "S\(type)" + bytes.map { String(format: "%02X", $0) }.joined() + "\n"
    }
    var text = ""
    for start in stride(from: 0, to: contents.count, by: 16) {
      text += record(3, address + UInt32(start), contents[start..<min(start + 16, contents.count)])
    }
    return Array((text + record(7, 0, [])).utf8)
  }

  /// UF2 of one piece.
  static func uf2(_ address: UInt32, _ contents: [UInt8]) -> [UInt8] {
    let count = (contents.count + 255) / 256
    return (0..<count).flatMap { number -> [UInt8] in
      let data = contents.dropFirst(256 * number).prefix(256)
      let header = [
        0x0A32_4655, 0x9E5D_5157, 0, address + UInt32(256 * number), UInt32(data.count), UInt32(number), UInt32(count),
        0,
      ]
      let padding = [UInt8](repeating: 0, count: 476 - data.count)
      return header.flatMap(littleEndian) + data + padding + littleEndian(0x0AB1_6F30)
    }
  }
}
