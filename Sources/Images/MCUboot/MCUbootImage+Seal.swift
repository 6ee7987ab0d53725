import FlashLogic

extension MCUbootImage {
  /// Puts a header before a payload and its SHA-256 behind it, as `imgtool sign -H 0x200 --pad-header` without a key does.
  /// `headerSize` is from 32 to 0xFFFC.
  static func seal(_ payload: [UInt8], version: Version, headerSize: Int = usualHeaderSize) -> [UInt8] {
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    var image = magicBytes + little(0, 4) + little(UInt32(headerSize), 2) + little(0, 2)
    image += little(UInt32(payload.count), 4) + little(0, 4)
    image += [version.major, version.minor] + little(UInt32(version.revision), 2) + little(version.build, 4)
    image += little(0, 4)
    image += [UInt8](repeating: 0xFF, count: headerSize - image.count) + payload
    let hash = MessageDigest.sha256(image)
    return image + little(0x6907, 2) + little(40, 2) + little(0x10, 2) + little(32, 2) + hash
  }
}
