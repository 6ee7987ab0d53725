import Formats
import Foundation
import Images

/// The bootloaders that Bandbox ships, `firmware-images/boot` and `boot-tracker`, as a programmer writes them to the start of
/// the flash.
enum ShippedBootloader {
  /// The one for `map`, with the header that the boot ROM looks for, where there is a boot ROM.
  static func segment(for map: MemoryMap) throws(InputError) -> Image.Segment {
    let (name, text) = map.hasDialogBoot ? ("boot", code) : ("boot-tracker", trackerCode)
    guard let linked = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
      throw InputError("the shipped bootloader cannot be read; run tools/build-firmware \(name)")
    }
    guard map.hasDialogBoot else { return Image.Segment(address: map.flash.base, bytes: Array(linked)) }
    do throws(ImageError) {
      return Image.Segment(
        address: map.flash.base, bytes: try DialogHeader.flashImage(linked: Array(linked), name: name, for: map))
    } catch {
      throw InputError("\(error)")
    }
  }

  /// Whether a flash begins with something that is started there and that is no larger than a bootloader may be: then it is
  /// left alone.
  static func isOne(in flash: [UInt8], for map: MemoryMap) -> Bool {
    guard map.hasDialogBoot else { return hasVectors(flash, for: map) }
    let marks: [[UInt8]] = [[0x71, 0x51, 0, 0], [0x70, 0x50, 0, 0]]
    guard marks.contains(where: { flash.starts(with: $0) }) else { return false }
    let size = flash[4..<8].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    return size >= 8 && size <= 0x1_0000 - 8
  }

  /// Whether there are vectors that lead to code below the first slot, which is erased or has an image: a program without a
  /// bootloader goes on there.
  private static func hasVectors(_ flash: [UInt8], for map: MemoryMap) -> Bool {
    guard let slots = map.slots, flash.count >= 8 else { return false }
    func word(_ offset: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(flash[offset + $1]) << UInt32(8 * $1) } }
    let (stack, reset) = (word(0), word(4))
    let slot = flash.dropFirst(Int(slots.first - map.flash.base)).prefix(MCUbootImage.magicBytes.count)
    return stack % 4 == 0 && map.stacks.contains(stack) && reset & 1 == 1 && reset >= map.flash.base
      && reset < slots.first
      && (slot.allSatisfy { $0 == 0xFF } || slot.starts(with: MCUbootImage.magicBytes))
  }
}
