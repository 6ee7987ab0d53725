import Boards
import Formats
import Foundation
import Images

/// A flash's contents sector by sector, as recordings keep them.
enum FlashSectors {
  /// Bytes of a sector of a recording.
  static let size = 4_096

  /// The sectors of `contents` that are neither erased nor what a programmer makes of them who writes `image`.
  static func changed(_ contents: [UInt8], _ image: LoadedImage?) -> [(offset: Int, bytes: [UInt8])] {
    let expected = programmed(image, size: contents.count)
    return stride(from: 0, to: contents.count, by: Self.size).compactMap { start in
      let range = start..<min(start + Self.size, contents.count)
      return contents.firstDifference(from: expected, in: range).map { _ in (start, Array(contents[range])) }
    }
  }

  /// An erased flash with the image in it, and over that the sectors that differ.
  static func restored(_ sectors: [(offset: Int, bytes: [UInt8])], _ image: LoadedImage?, size: Int) -> [UInt8] {
    var contents = programmed(image, size: size)
    for (offset, bytes) in sectors where offset >= 0 && offset + bytes.count <= size {
      contents.put(bytes, at: offset)
    }
    return contents
  }

  private static func programmed(_ image: LoadedImage?, size: Int) -> [UInt8] {
    var contents = [UInt8](repeating: 0xFF, count: size)
    guard let image else { return contents }
    for segment in image.programmed {
      let offset = Int(segment.address - image.image.map.flash.base)
      guard offset + segment.bytes.count <= size else { continue }
      contents.put(segment.bytes, at: offset)
    }
    return contents
  }

  /// The flash of no chip is larger.
  private static let largestFlash = ChipCatalogue.all.map(\.model.memories.flash.size).max() ?? 0

  /// Reads an offset and a sector in the zlib format and base 64; `nil` where it is none.
  static func unpack(_ text: String) -> (offset: Int, bytes: [UInt8])? {
    let words = text.split(separator: " ")
    guard words.count == 2, let offset = Int(words[0]), offset % size == 0,
      (0..<largestFlash).contains(offset), let packed = Data(base64Encoded: String(words[1])),
      let bytes = Zlib.decompress(packed, limit: size),
      bytes.count == size
    else { return nil }
    return (offset, bytes)
  }
}
