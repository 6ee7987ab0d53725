import Foundation
import SeededRandom
import Testing

@testable import Images

struct RecogniseTests {
  @Test func files() throws {
    let folder = try Folder()
    let bytes = littleEndian(0x07FC_8000) + littleEndian(0x07FC_0001)
    try folder.write("a.bin", bytes)
    let image = try Image.read(path: folder.path("a.bin"))
    #expect(image.name == folder.path("a.bin") && image.kind == .raw && image.segments[0].bytes == bytes)
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
    let bytes = littleEndian(0x07FC_8000) + littleEndian(0x07FC_0001) + [9]
    let image = try Image.recognise(bytes, name: "")
    #expect(image.segments == [Image.Segment(address: 0x07FC_0000, bytes: bytes)])
    #expect(
      try image.bootLayout()
        == BootLayout(
          start: .vectorTable, region: .ram, vectorTable: 0x07FC_0000, stackPointer: 0x07FC_8000,
          resetVector: 0x07FC_0001
        ))
    #expect(image[0x07FC_0008] == 9 && image[0x07FC_0009] == nil && image[0x07FB_FFFF] == nil && image[.max] == nil)
    #expect(
      refusal(bytes + [UInt8](repeating: 0, count: 128 << 10))
        == "file: 131081 bytes with a vector table for RAM, expected at most 131072 bytes, the RAM")
  }

  /// Neither noise nor a constant is run, of whatever size but that of a whole flash.
  @Test func randomBytesAreRefused() throws {
    var random = SplitMix(seed: 0xF00D)
    for _ in 0..<300 {
      let text = try #require(refusal(random.bytes(1 + random.below(4000))))
      #expect(text.hasPrefix("file") && !text.contains("\n"))
    }
    for byte in 0...255 as ClosedRange<UInt8> {
      for count in [1, 4, 8, 100, 70_000] { #expect(refusal([UInt8](repeating: byte, count: count)) != nil) }
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
    var random = SplitMix(seed: 0xFEED)
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
        if image.isForSlot { _ = try? image.slotSegments() }
        #expect(!image.segments.isEmpty && image.segments.allSatisfy { !$0.bytes.isEmpty })
        for segment in image.segments {
          let region = MemoryMap.band.region(containing: segment.address)
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
