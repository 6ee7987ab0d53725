import Formats
import Foundation
import Images

/// The bootloader that Bandbox ships, `firmware-images/boot`, as a programmer writes it to the start of the flash.
enum ShippedBootloader {
  /// It, with the header that the boot ROM looks for, in the flash of `map`.
  static func segment(for map: MemoryMap) throws(InputError) -> Image.Segment {
    guard let linked = Data(base64Encoded: code, options: .ignoreUnknownCharacters) else {
      throw InputError("the shipped bootloader cannot be read; run tools/build-firmware boot")
    }
    do throws(ImageError) {
      return Image.Segment(
        address: map.flash.base, bytes: try DialogHeader.flashImage(linked: Array(linked), name: "boot", for: map))
    } catch {
      throw InputError("\(error)")
    }
  }

  /// Whether a flash begins with something that the boot ROM starts and that is no larger than a bootloader may be: then
  /// it is left alone.
  static func isOne(in flash: [UInt8]) -> Bool {
    let marks: [[UInt8]] = [[0x71, 0x51, 0, 0], [0x70, 0x50, 0, 0]]
    guard marks.contains(where: { flash.starts(with: $0) }) else { return false }
    let size = flash[4..<8].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    return size >= 8 && size <= 0x1_0000 - 8
  }
}
