import Foundation
import Testing

@testable import Images

struct RecogniseTests {
  @Test func files() throws {
    let folder = try Folder()
    try folder.write("a.bin", [1, 2, 3])
    let image = try Image.read(path: folder.path("a.bin"))
    #expect(image.name == folder.path("a.bin") && image.kind == .raw && image.segments[0].bytes == [1, 2, 3])
    func refusalOf(_ path: String) -> String? {
      do {
        _ = try Image.read(path: path)
        return nil
      } catch { return error.description }
    }
    let missing = folder.path("missing.elf")
    #expect(refusalOf(missing) == "\(missing): No such file or directory, expected a file that can be read")
    #expect(refusalOf(folder.url.path) == "\(folder.url.path): Is a directory, expected a file that can be read")
    #expect(
      refusalOf("/dev/zero") == "/dev/zero: more than 67108864 bytes, expected a firmware image of at most that size")
    #expect(refusalOf("/dev/null") == "/dev/null: an empty file, expected a firmware image")
  }

  @Test func anErrorIsOneLine() {
    #expect(refusal([], name: "a\nb\u{1B}[31m\u{85}") == "a?b?[31m?: an empty file, expected a firmware image")
  }

  @Test func raw() throws {
    let image = try Image.recognise([1, 2, 3], name: "")
    #expect(image.segments == [Image.Segment(address: 0x07FC_0000, bytes: [1, 2, 3])])
    #expect(
      try image.bootLayout()
        == BootLayout(
          start: .vectorTable, region: .ram, vectorTable: 0x07FC_0000, stackPointer: 0x0003_0201, resetVector: 0))
    #expect(image[0x07FC_0002] == 3 && image[0x07FC_0003] == nil && image[0x07FB_FFFF] == nil && image[.max] == nil)
    #expect(try Image.recognise([UInt8](repeating: 0, count: 128 << 10), name: "").kind == .raw)
    #expect(
      refusal([UInt8](repeating: 0, count: (128 << 10) + 1))
        == "file: 131073 bytes that are neither ELF, Intel HEX, a Dialog flash image nor an MCUboot image, expected at "
        + "most 131072 bytes for a raw binary, which is loaded to RAM (131072 bytes at 0x07FC0000)")
  }

  @Test func randomBytesAreARawImage() throws {
    var random = Random(seed: 0xF00D)
    for _ in 0..<300 {
      let image = try Image.recognise(random.bytes(64 + random.below(2000)), name: "random")
      #expect(image.kind == .raw)
      #expect(try image.bootLayout().region == .ram)
    }
  }

  /// Mutations of good files: an image or one line, never a trap; and an image can always be asked how it starts.
  @Test func mutations() throws {
    let built = try ELFTests.elf.get()
    var mcuboot = MCUbootImage.magicBytes + littleEndian(0) + [32, 0, 8, 0] + littleEndian(16)
    mcuboot +=
      [UInt8](repeating: 0, count: 16 + 16) + [0x08, 0x69, 8, 0, 0x50, 0, 0, 0, 0x07, 0x69, 9, 0, 0x10, 0, 1, 0, 5]
    let seeds = [
      built.elf, built.object, built.hex, DialogTests.image(300), mcuboot,
      try DialogHeader.flashImage(linked: built.binary, name: ""),
    ]
    for seed in [seeds[0], seeds[2], seeds[3], mcuboot] { #expect(refusal(seed) == nil) }
    var random = Random(seed: 0xFEED)
    var accepted = 0
    var refused = 0
    for round in 0..<6000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<(1 + random.below(6)) {
        // Headers and tables are where the traps are.
        let near = random.below(2) == 0 ? min(bytes.count, 200) : bytes.count
        let offset = random.below(near)
        switch random.below(4) {
        case 0: bytes[offset] ^= 1 << UInt8(random.below(8))
        case 1: bytes[offset] = UInt8(random.below(256))
        case 2:
          let value = [0, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0x0800_0000, 0x07FC_0000, 0xFFFF, 1][random.below(8)]
          if offset + 4 <= bytes.count { bytes = bytes.with(littleEndian(UInt32(value)), at: offset) }
        default: bytes = Array(bytes.prefix(max(1, offset)))
        }
      }
      do {
        let image = try Image.recognise(bytes, name: "mutation")
        accepted += 1
        #expect(!image.segments.isEmpty && image.segments.allSatisfy { !$0.bytes.isEmpty })
        for segment in image.segments {
          let region = MemoryRegion.containing(segment.address)
          #expect(region.map { segment.end <= UInt64($0.base) + UInt64($0.size) } == true)
        }
        #expect(zip(image.segments, image.segments.dropFirst()).allSatisfy { $0.end <= UInt64($1.address) })
        if image.mcuboot == nil { _ = try image.bootLayout() }
        _ = image.symbols.name(at: UInt32(truncatingIfNeeded: random.next()))
      } catch {
        refused += 1
        #expect(error.description.hasPrefix("mutation") && !error.description.contains("\n"))
      }
    }
    #expect(accepted > 500 && refused > 500)
  }
}
