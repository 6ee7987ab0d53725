import Boards
import Formats
import Foundation
import Testing
@testable import Images
@testable import Session

/// What the host knows of the tracker's bootloader and of images for its slots.
@Suite struct TrackerBootloaderTests {
  private static let folder = Repository.root + "/firmware-images/"
  private static let image = folder + "tracker-slot/tracker-slot.elf"

  private static func map(_ board: String = "tracker") throws -> MemoryMap { try BoardCatalogue.find(board).memoryMap }

  @Test func theCodeIsTheELFs() throws {
    let map = try Self.map()
    let elf = try Image.read(path: Self.folder + "boot-tracker/boot-tracker.elf", for: map)
    let shipped = try ShippedBootloader.segment(for: map)
    #expect(shipped.address == 0)
    for segment in elf.flashSegments().segments {
      #expect(Array(shipped.bytes[Int(segment.address)..<Int(segment.end)]) == segment.bytes)
    }
    #expect(shipped.bytes.count <= Int(try #require(map.slots).first))
    #expect(ShippedBootloader.isOne(in: shipped.bytes, for: map))
    #expect(!ShippedBootloader.isOne(in: [UInt8](repeating: 0xFF, count: 16), for: map))
  }

  @Test func theFirmwareGoesIntoSlot0BehindIt() throws {
    let loaded = try LoadedImage(path: Self.image, for: try Self.map())
    #expect(loaded.needsBootloader && loaded.isBootable && loaded.layout.vectorTable == 0x8200)
    // The bootloader, the image, and both trailers.
    #expect(loaded.programmed.first?.address == 0 && loaded.flashSegments.first?.address == 0x8000)
    #expect(loaded.flashSegments.suffix(2).map(\.address) == [0x1_DC00, 0x3_3C00])
    #expect(throws: InputError.self) { try LoadedImage(path: Self.image, for: Self.map(), hasBootloader: false) }
  }

  @Test func infoTellsWhatKeepsItFromStarting() throws {
    let tracker = try BoardCatalogue.find("tracker")
    let info = try ImageInfo(path: Self.image, on: tracker)
    #expect(info.obstacle == nil && info.mcuboot?.version == "1.0.0" && info.mcuboot?.hash == "right")
    // Sealed for the other board, its vectors lead elsewhere.
    let upload = try UploadImage(path: Self.image)
    #expect(upload.version == "1.0.0")
    let path = FileManager.default.temporaryDirectory.appending(path: "slot-\(UUID().uuidString).bin").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(upload.bytes).write(to: URL(filePath: path))
    #expect(try ImageInfo(path: path, on: tracker).obstacle == nil)
    #expect(try ImageInfo(path: path, on: BoardCatalogue.standard).obstacle != nil)
    var damaged = upload.bytes
    damaged[0x300] ^= 1
    try Data(damaged).write(to: URL(filePath: path))
    #expect(try ImageInfo(path: path, on: tracker).obstacle != nil)
  }

  /// A chip with less RAM has no room for it.
  @Test func otherBoardsHaveNone() throws {
    #expect(try Self.map("microbit").slots == nil && Self.map("band1").slots == nil)
    #expect(throws: ImageError.self) {
      try LoadedImage(path: Self.image, for: Self.map("microbit")).checkStart(in: nil)
    }
  }
}
