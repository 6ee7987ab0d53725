/// A UF2 file (USB Flashing Format, as Microsoft's public description has it): blocks of 512 bytes, in any order.
struct UF2File {
  private static let blockSize = 512
  private static let magic: UInt32 = 0x0A32_4655
  private static let secondMagic: UInt32 = 0x9E5D_5157
  private static let endMagic: UInt32 = 0x0AB1_6F30
  private static let largestPayload: UInt32 = 476
  private static let notMainFlash: UInt32 = 0x1
  private static let fileContainer: UInt32 = 0x1000
  private static let familyPresent: UInt32 = 0x2000
  /// Some of the public list of families; the DA1468x and the nRF51 have none.
  private static let families: [UInt32: String] = [
    0xE48B_FF56: "RP2040", 0xE48B_FF57: "RP2040 or RP2350", 0xE48B_FF59: "RP2350", 0xADA5_2840: "nRF52840",
    0x1B57_745F: "nRF52", 0x621E_937A: "nRF52833", 0x68ED_2B88: "SAMD21", 0x5511_4460: "SAMD51", 0x5D1A_0A2E: "STM32F2",
    0x5775_5A57: "STM32F4", 0x5EE2_1072: "STM32F1", 0x1C5F_21B0: "ESP32", 0xBFDD_4EEE: "ESP32-S2",
    0xC47E_5767: "ESP32-S3", 0x4FB2_D5BD: "i.MX RT10xx", 0x1657_3617: "ATmega32",
  ]

  private let file: ImageFile
  private var runs: RecordRuns
  private var note: String?

  static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("UF2\n".utf8)) }

  init(_ file: ImageFile) throws(ImageError) {
    self.file = file
    runs = RecordRuns(file) { .offset($0) }
    let size = file.bytes.count
    guard size % UF2File.blockSize == 0 else {
      throw file.error(
        .offset(size - size % UF2File.blockSize), found: "a block of \(size % UF2File.blockSize) bytes",
        expected: "\(UF2File.blockSize) bytes; is the file cut off?")
    }
    let count = file.word(24)
    var seen = Set<UInt32>()
    for start in stride(from: 0, to: size, by: UF2File.blockSize) {
      try add(start, count, &seen)
    }
    guard seen.count == Int(count) else {
      let missing = (0..<count).first { !seen.contains($0) } ?? 0
      throw file.error(
        found: "\(seen.count) blocks, without number \(missing)", expected: "all \(count); is the file cut off?")
    }
  }

  func image() throws(ImageError) -> Image {
    var image = Image(file: file, kind: .uf2, segments: try runs.segments())
    image.note = note
    return image
  }

  private mutating func add(_ start: Int, _ count: UInt32, _ seen: inout Set<UInt32>) throws(ImageError) {
    func require(_ condition: Bool, _ offset: Int, _ found: String, _ expected: String) throws(ImageError) {
      guard condition else { throw file.error(.offset(start + offset), found: found, expected: expected) }
    }
    func word(_ offset: Int) -> UInt32 { file.word(start + offset) }
    for (offset, magic) in [(0, UF2File.magic), (4, UF2File.secondMagic), (508, UF2File.endMagic)] {
      try require(word(offset) == magic, offset, "\(hex(word(offset)))", "\(hex(magic)), the magic of a UF2 block")
    }
    let flags = word(8)
    try require(flags & UF2File.fileContainer == 0, 8, "a UF2 file that holds files", "one for flash or RAM")
    if flags & UF2File.familyPresent != 0 {
      let family = word(28)
      if let name = UF2File.families[family] {
        throw file.error(
          .offset(start + 28), found: "a UF2 file for another chip, \(name) (family \(hex(family)))",
          expected: file.map.expected)
      }
      note = "a family of chips that is not known here, \(hex(family)): its addresses count"
    }
    let payload = word(16)
    try require(
      payload <= UF2File.largestPayload, 16, "\(payload) bytes of data in a block",
      "at most \(UF2File.largestPayload)")
    let number = word(20)
    try require(word(24) == count, 24, "a file of \(word(24)) blocks", "\(count), as its first block says")
    try require(number < count, 20, "block \(number) of \(count)", "a number below \(count)")
    try require(seen.insert(number).inserted, 20, "block \(number) a second time", "every number once")
    guard flags & UF2File.notMainFlash == 0 else { return }
    let address = word(12)
    try require(
      UInt64(address) + UInt64(payload) <= 1 << 32, 12, "\(payload) bytes at \(hex(address))", "an end below 4 GiB")
    runs.append(address, file.bytes[(start + 32)..<(start + 32 + Int(payload))], at: start)
  }
}
