/// Reads PNG images (ISO/IEC 15948) as grey: bit depths 1 to 8, any colour type, not interlaced. No package that we can
/// have reads them.
package enum PNGReader {
  package struct Picture {
    package var width: Int
    package var height: Int
    /// Row by row from the top, 0 ... 255; transparent is black.
    package var grey: [UInt8]
  }

  private struct Header {
    var width: Int
    var height: Int
    var depth: Int
    var colour: UInt8

    /// Samples of a pixel, by colour type.
    var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colour] ?? 0 }
    var rowBytes: Int { (width * channels * depth + 7) / 8 }
  }

  /// The picture in a file. Throws one line that names the file and what is wrong with it.
  package static func read(_ file: [UInt8], name: String) throws(InputError) -> Picture {
    func wrong(_ what: String) -> InputError { InputError("\(name): expected a PNG picture, \(what)") }
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw wrong("found something else")
    }
    var header: Header?
    var palette: [UInt8] = []
    var packed: [UInt8] = []
    var place = 8
    while place + 12 <= file.count {
      let length = word(file, place)
      let type = String(decoding: file[place + 4..<place + 8], as: UTF8.self)
      guard place + 12 + length <= file.count else { throw wrong("it is cut off") }
      let body = Array(file[place + 8..<place + 8 + length])
      switch type {
      case "IHDR":
        guard length == 13, body[12] == 0 else { throw wrong("interlaced ones are not read") }
        header = Header(width: word(body, 0), height: word(body, 4), depth: Int(body[8]), colour: body[9])
      case "PLTE": palette = body
      case "IDAT": packed += body
      default: break
      }
      place += 12 + length
    }
    guard let header, (1...4096).contains(header.width), (1...4096).contains(header.height), header.channels > 0,
      [1, 2, 4, 8].contains(header.depth)
    else { throw wrong("of at most 4096x4096 pixels and 8 bits a channel") }
    let expected = (header.rowBytes + 1) * header.height
    guard let rows = Zlib.decompress(packed, limit: expected), rows.count == expected else {
      throw wrong("its data is damaged")
    }
    guard let grey = grey(unfiltered(rows, header), header, palette) else { throw wrong("its palette is damaged") }
    return Picture(width: header.width, height: header.height, grey: grey)
  }

  private static func word(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Undoes the filters of the rows.
  private static func unfiltered(_ rows: [UInt8], _ header: Header) -> [UInt8] {
    let step = max(header.channels * header.depth / 8, 1)
    let count = header.rowBytes
    var result: [UInt8] = []
    result.reserveCapacity(count * header.height)
    for row in 0..<header.height {
      let filter = rows[row * (count + 1)]
      for column in 0..<count {
        let left = column >= step ? Int(result[row * count + column - step]) : 0
        let up = row > 0 ? Int(result[(row - 1) * count + column]) : 0
        let corner = row > 0 && column >= step ? Int(result[(row - 1) * count + column - step]) : 0
        let guess: Int
        switch filter {
        case 1: guess = left
        case 2: guess = up
        case 3: guess = (left + up) / 2
        case 4:
          let p = left + up - corner
          let (a, b, c) = (abs(p - left), abs(p - up), abs(p - corner))
          guess = a <= b && a <= c ? left : b <= c ? up : corner
        default: guess = 0
        }
        result.append(rows[row * (count + 1) + 1 + column] &+ UInt8(truncatingIfNeeded: guess))
      }
    }
    return result
  }

  private static func grey(_ bytes: [UInt8], _ header: Header, _ palette: [UInt8]) -> [UInt8]? {
    let highest = (1 << header.depth) - 1
    func sample(_ row: Int, _ index: Int) -> Int {
      let bit = index * header.depth
      let byte = Int(bytes[row * header.rowBytes + bit / 8])
      return byte >> (8 - header.depth - bit % 8) & highest
    }
    var grey: [UInt8] = []
    grey.reserveCapacity(header.width * header.height)
    for row in 0..<header.height {
      for column in 0..<header.width {
        let values = (0..<header.channels).map { sample(row, column * header.channels + $0) }
        switch header.colour {
        case 0, 4: grey.append(UInt8(values[0] * 255 / highest * (values.count > 1 ? values[1] : highest) / highest))
        case 3:
          guard values[0] * 3 + 2 < palette.count else { return nil }
          let colour = palette[(values[0] * 3)..<(values[0] * 3 + 3)]
          grey.append(UInt8(colour.reduce(0) { $0 + Int($1) } / 3))
        default:
          let opacity = values.count > 3 ? values[3] : highest
          grey.append(UInt8((values[0] + values[1] + values[2]) / 3 * 255 / highest * opacity / highest))
        }
      }
    }
    return grey
  }
}
