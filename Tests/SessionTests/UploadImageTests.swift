import FlashLogic
import Foundation
import Testing
@testable import Formats
@testable import Session

@Suite struct UploadImageTests {
  /// An image by MCUboot's layout: header, payload, records.
  private func image(payload: [UInt8]) -> [UInt8] {
    func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    var bytes = word(0x96F3_B83D) + word(0) + [0x20, 0, 0, 0] + word(UInt32(payload.count)) + word(0)
    bytes += [1, 2, 3, 0] + word(4) + word(0) + payload
    let hash = MessageDigest.sha256(bytes)
    return bytes + [0x07, 0x69, 40, 0, 0x10, 0, 32, 0] + hash
  }

  private func read(_ bytes: [UInt8]) throws -> UploadImage {
    let path = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)").path
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try UploadImage(path: path)
  }

  /// The end of a slot with a trailer: image_ok 24 bytes before the end.
  private func padded(_ bytes: [UInt8], isConfirmed: Bool) -> [UInt8] {
    var slot = bytes + [UInt8](repeating: 0xFF, count: 4_096 - bytes.count)
    if isConfirmed { slot[4_096 - 24] = 1 }
    let magic: [UInt8] = [
      0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80,
    ]
    slot.replaceSubrange(4_080..., with: magic)
    return slot
  }

  @Test func readsAnImage() throws {
    let bytes = image(payload: [1, 2, 3, 4])
    let upload = try read(bytes)
    #expect(upload.bytes == bytes && upload.padding == 0 && upload.mark == nil)
    #expect(upload.version == "1.2.3+4")
    #expect(upload.hash == Array(bytes.suffix(32)))
    #expect(upload.sha256 == MessageDigest.sha256(bytes))
  }

  @Test(arguments: [false, true]) func leavesPaddingOutAndKeepsWhatItAsksFor(_ isConfirmed: Bool) throws {
    let bytes = image(payload: [1, 2, 3, 4])
    let upload = try read(padded(bytes, isConfirmed: isConfirmed))
    #expect(upload.bytes == bytes && upload.padding == 4_096 - bytes.count)
    #expect(upload.mark == (isConfirmed ? .confirm : .test))
  }

  @Test func refusesADamagedImage() throws {
    for place in [4, 33, 35] {
      var bytes = image(payload: [1, 2, 3, 4])
      bytes[place] ^= 1
      let error = #expect(throws: InputError.self) { try read(bytes) }
      #expect(error?.description.contains("the file is damaged") == true)
    }
  }

  @Test func refusesWhatIsNoImageForASlot() throws {
    #expect { try read([1, 2, 3, 4]) } throws: { "\($0)".contains("4 bytes that are no image") }
  }
}
