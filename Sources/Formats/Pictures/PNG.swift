/// Writes PNG images (ISO/IEC 15948): small grey ones stored without compression, coloured ones compressed.
public enum PNG {
  /// The file of an image of `width` x `height` pixels, 8-bit grey, row by row from the top; missing pixels are black.
  public static func encode(width: Int, height: Int, grey: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // Bit depth 8, greyscale, deflate, adaptive filters, not interlaced.
    file += chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 0, 0, 0, 0])
    var rows: [UInt8] = []
    for row in 0..<height {
      rows.append(0)  // filter: none
      for column in 0..<width {
        let place = row * width + column
        rows.append(place < grey.count ? grey[place] : 0)
      }
    }
    file += chunk("IDAT", Zlib.compress(rows))
    return file + chunk("IEND", [])
  }

  /// The file of an image in 8-bit colour: red, green and blue of each pixel, row by row from the top; compressed.
  package static func encode(width: Int, height: Int, colour: [UInt8]) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(height * (3 * width + 1))
    for row in 0..<height {
      rows.append(0)  // filter: none
      rows += colour[3 * width * row..<3 * width * (row + 1)]
    }
    let size: [UInt8] = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    return signature + chunk("IHDR", size + [8, 2, 0, 0, 0]) + chunk("IDAT", Zlib.compress(rows)) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(Zlib.crc32(body))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }
}
