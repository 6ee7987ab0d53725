@testable import Formats

/// Pixels of an 8-bit PNG without filters, grey or in colour, as this repository writes them. What is here stays close to the
/// bytes, so that a test compares them and not what a reader makes of them; `PNGTests` has Python's zlib read such files.
struct DecodedPNG {
  let width: Int
  let height: Int
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  private let rows: [UInt8]

  /// `nil` for anything else.
  init?(_ file: [UInt8]) {
    func number(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard file.count > 41, file[24] == 8, [0, 2].contains(file[25]) else { return nil }
    (width, height, channels) = (number(16), number(20), file[25] == 0 ? 1 : 3)
    // IHDR ends at 33; one IDAT follows, and 12 bytes of IEND.
    let length = number(33)
    let size = height * (width * channels + 1)
    guard 41 + length + 16 == file.count, file[37..<41].elementsEqual("IDAT".utf8),
      let rows = Zlib.decompress(Array(file[41..<41 + length]), limit: size), rows.count == size
    else { return nil }
    self.rows = rows
    guard (0..<height).allSatisfy({ rows[$0 * (width * channels + 1)] == 0 }) else { return nil }
  }

  /// The channels of a pixel.
  subscript(_ x: Int, _ y: Int) -> [UInt8] {
    let begin = y * (width * channels + 1) + 1 + x * channels
    return Array(rows[begin..<begin + channels])
  }
}
