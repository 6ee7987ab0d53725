import Boards
import CortexM0
import DA14681
import Foundation
import NRF51
import Testing
@testable import Images
@testable import Session

/// What images are told of a chip's memories.
@Suite struct MemoryMapTests {
  private static let tracker = MemoryMap(of: NRF51.model(.xxAC))

  @Test func ofTheChips() {
    let band = MemoryMap(of: DA14681.model)
    #expect(band.chip == "DA14681" && band.hasDialogBoot && band.isRAMSeenAtZero && band.otherBoards.isEmpty)
    #expect(
      band.regions == [
        MemoryRegion(name: "flash", base: 0x0800_0000, size: 1 << 20, fill: 0xFF),
        MemoryRegion(name: "RAM", base: 0x07FC_0000, size: 128 << 10, fill: 0),
        MemoryRegion(name: "cache RAM", base: 0x07FE_0000, size: 16 << 10, fill: 0),
      ])
    #expect(Self.tracker.chip == "nRF51822-QFAC" && !Self.tracker.hasDialogBoot && !Self.tracker.isRAMSeenAtZero)
    #expect(
      Self.tracker.regions == [
        MemoryRegion(name: "flash", base: 0, size: 256 << 10, fill: 0xFF),
        MemoryRegion(name: "RAM", base: 0x2000_0000, size: 32 << 10, fill: 0),
        MemoryRegion(name: "UICR", base: 0x1000_1000, size: 0x100, fill: 0xFF, holdsPrograms: false),
      ])
  }

  @Test(arguments: BoardCatalogue.all.map(\.name))
  func boardsKnowThoseWithOtherChips(name: String) throws {
    let board = try BoardCatalogue.find(name)
    let map = board.memoryMap
    #expect(map.chip == board.chip.name)
    for other in BoardCatalogue.all {
      let known = map.otherBoards.first { $0.name == other.name }
      #expect((known == nil) == (other.chip.name == board.chip.name))
      #expect(known.map { $0.ram == MemoryRegion(other.chip.memories.ram) } ?? true)
    }
  }

  /// Intel HEX of 16 bytes that begin with a vector table, at an address below 1 MiB.
  private func loaded(at address: UInt32) throws -> LoadedImage {
    func record(_ bytes: [UInt8]) -> String {
      ":" + (bytes + [0 &- bytes.reduce(0, &+)]).map { String(format: "%02X", $0) }.joined() + "\n"
    }
    func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    let data = little(0x2000_4000) + little(address + 9) + [0xFE, 0xE7, 0xFE, 0xE7, 0, 0, 0, 0]
    let (high, low) = (
      UInt8(address >> 16), [UInt8(truncatingIfNeeded: address >> 8), UInt8(truncatingIfNeeded: address)]
    )
    let text = record([2, 0, 0, 4, 0, high]) + record([16] + low + [0] + data) + record([0, 0, 0, 1])
    let path = FileManager.default.temporaryDirectory.appending(path: "map-\(UUID().uuidString).hex").path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try LoadedImage(path: path, for: Self.tracker)
  }

  @Test func whatTheChipStartsFrom() throws {
    let whole = try loaded(at: 0)
    #expect(whole.layout.start == .flashVectors && whole.isBootable && !whole.needsBootloader)
    #expect(whole.programmed.map(\.address) == [0] && whole.segments == whole.image.segments)
    try whole.checkStart(in: nil)
    try whole.checkStart(in: [UInt8](repeating: 0xFF, count: 256 << 10))
  }

  @Test func anApplicationNeedsWhatIsInTheFlash() throws {
    let application = try loaded(at: 0x1_B000)
    let erased = [UInt8](repeating: 0xFF, count: 256 << 10)
    for flash in [nil, erased] {
      let error = #expect(throws: ImageError.self) { try application.checkStart(in: flash) }
      #expect(error?.found == "an application for the SoftDevice S130 2.0.x, which begins at 0x0001B000")
    }
    var flash = erased
    flash[0x1000] = 0
    #expect(throws: ImageError.self) { try application.checkStart(in: flash) }
    flash[0xFFF] = 0
    try application.checkStart(in: flash)
  }
}
