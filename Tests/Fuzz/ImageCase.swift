import Conformance
import CortexM0
import DA14681
import Foundation
import Images
import Machine
import SeededRandom

/// A damaged image file: it is refused, or laid out and started.
struct ImageCase {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let map: MemoryMap = {
    func region(_ memory: ChipMemory) -> MemoryRegion {
      MemoryRegion(name: memory.name, base: memory.base, size: memory.size, fill: memory.fill)
    }
    let memories = DA14681.model.memories
    return MemoryMap(
      chip: DA14681.model.name, flash: region(memories.flash), ram: region(memories.ram),
      others: memories.others.map(region), hasDialogBoot: true, isRAMSeenAtZero: true,
      slots: .ofDA14681(flash: memories.flash.base))
  }()

  /// The images of the repository.
  private static let executables: [[UInt8]] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../firmware-images").standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let images = names.sorted().compactMap { name in
      try? Data(contentsOf: folder.appendingPathComponent("\(name)/\(name).elf"))
    }
    return images.map { [UInt8]($0) }.filter { $0.count < 200_000 }
  }()

  mutating func run(_ progress: () -> Void) {
    let (bytes, hot) = original()
    var mutator = Mutator(random: SplitMix(seed: random.next()))
    for _ in 0..<20 {
      let damaged = mutator.damage(bytes, hot: hot)
      let read =
        try? random.below(16) == 0
        ? Image.raw(damaged, name: "fuzz", for: Self.map) : Image.recognise(damaged, name: "fuzz", for: Self.map)
      guard let image = read else { continue }
      for segment in image.segments {
        if segment.bytes.isEmpty || UInt64(segment.address) + UInt64(segment.bytes.count) > 1 << 32 {
          fatalError("a segment that is no segment")
        }
        _ = image[segment.address]
      }
      for _ in 0..<8 { _ = image.symbols.name(at: random.word())?.description }
      _ = image.symbols.name(at: image.segments[0].address)
      if image.isForSlot, let segments = try? image.slotSegments() {
        let misfits = segments.filter { Self.map.flash.contains($0.address) }.count != segments.count
        if misfits && image.mcuboot == nil { fatalError("an image for a slot outside the flash") }
        _ = image.slotLayout(startedBy: .bootloader)
      }
      guard let layout = try? image.bootLayout(), random.below(8) == 0 else { continue }
      start(image, layout)
      progress()
    }
  }

  private func start(_ image: Image, _ layout: BootLayout) {
    let rig = ChipRig(seed: 1)
    let soc = rig.soc
    func load(_ memory: Memory, _ region: MemoryRegion) {
      for segment in image.segments where region.contains(segment.address) {
        memory.store(segment.bytes, at: Int(segment.address - region.base))
      }
    }
    load(soc.flash, Self.map.flash)
    switch layout.start {
    case .flashHeader, .flashVectors, .bootloader: soc.start(.flash)
    case .vectorTable:
      let remap = layout.region == Self.map.flash ? Remap.flash : .ram
      soc.start(
        .image(stackPointer: layout.stackPointer, programCounter: layout.resetVector, remap: remap))
    }
    load(soc.ram, Self.map.ram)
    soc.run(until: .milliseconds(5))
    if rig.emulation.now < .milliseconds(5) { fatalError("the run ended before its time") }
  }

  private mutating func original() -> (bytes: [UInt8], hot: Int) {
    let code = (0..<(0x100 + random.below(0x400))).map { _ in UInt8(random.below(256)) }
    switch random.below(9) {
    case 0, 1:
      guard !Self.executables.isEmpty else { return (code, 64) }
      let bytes = Self.executables[random.below(Self.executables.count)]
      // Half of the damage goes to the header and the program headers, or to the section headers at the end.
      return (bytes, 0x100)
    case 2: return (hex(code), 400)
    case 3:
      let plain = code.enumerated().map { 0xF8..<0x100 ~= $0.offset ? 0 : $0.element }
      return ((try? DialogHeader.flashImage(linked: plain, name: "fuzz", for: Self.map)) ?? code, 16)
    case 4: return (mcuboot(code), 64)
    case 5: return (sRecords(code), 400)
    case 6: return (uf2(code), 64)
    case 7:
      // What the slot's header takes is left out, and a start-up like the vendor's.
      let table = table(stack: 0x07FC_8000, reset: random.below(2) == 0 ? 0x0801_0241 : 0x0800_0101)
      let gap = random.below(2) == 0 ? 0x200 : 0
      return ([UInt8](repeating: 0, count: gap) + table + word(0x0800_0008) + code, gap + 64)
    default: return (code, 16)
    }
  }

  /// Intel HEX for the start of RAM, with an entry.
  private func hex(_ code: [UInt8]) -> [UInt8] {
    func record(_ kind: UInt8, _ address: UInt16, _ data: ArraySlice<UInt8>) -> String {
      let head = [UInt8(data.count), UInt8(address >> 8), UInt8(truncatingIfNeeded: address), kind] + data
      let sum = 0 &- head.reduce(0, &+)
      return ":" + (head + [sum]).map { String(format: "%02X", $0) }.joined() + "\n"
    }
    var text = record(4, 0, [0x07, 0xFC])
    for start in stride(from: 0, to: code.count, by: 16) {
      text += record(0, UInt16(start), code[start..<min(start + 16, code.count)])
    }
    text += record(5, 0, [0x07, 0xFC, 0x01, 0x01]) + record(1, 0, [])
    return Array(text.utf8)
  }

  /// S-records for the start of RAM, with an entry.
  private func sRecords(_ code: [UInt8]) -> [UInt8] {
    func record(_ type: Int, _ address: UInt32, _ data: ArraySlice<UInt8>) -> String {
      var bytes = [UInt8(data.count + 5)] + word(address).reversed() + data
      bytes.append(~bytes.reduce(0, &+))
      return "S\(type)" + bytes.map { String(format: "%02X", $0) }.joined() + "\r\n"
    }
    var text = "; a comment\n"
    for start in stride(from: 0, to: code.count, by: 16) {
      text += record(3, 0x07FC_0000 + UInt32(start), code[start..<min(start + 16, code.count)])
    }
    return Array((text + record(7, 0x07FC_0101, [])).utf8)
  }

  /// UF2 blocks of 256 bytes for the start of flash.
  private func uf2(_ code: [UInt8]) -> [UInt8] {
    let contents = table(stack: 0x07FC_8000, reset: 0x0800_0041) + code
    let count = (contents.count + 255) / 256
    return (0..<count).flatMap { number in
      let data = contents.dropFirst(256 * number).prefix(256)
      let header =
        word(0x0A32_4655) + word(0x9E5D_5157) + word(0) + word(0x0800_0000 + UInt32(256 * number))
        + word(UInt32(data.count)) + word(UInt32(number)) + word(UInt32(count)) + word(0)
      return header + data + [UInt8](repeating: 0, count: 476 - data.count) + word(0x0AB1_6F30)
    }
  }

  /// 16 vectors.
  private func table(stack: UInt32, reset: UInt32) -> [UInt8] {
    word(stack) + word(reset) + [UInt8](repeating: 0, count: 56)
  }

  private func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }

  /// The header of MCUboot's design document, and a trailer of two entries.
  private func mcuboot(_ code: [UInt8]) -> [UInt8] {
    let header =
      word(0x96F3_B83D) + word(0) + [32, 0, 0, 0] + word(UInt32(code.count)) + word(0) + [1, 2, 3, 0] + word(4)
      + word(0)
    let entries: [UInt8] = [0x10, 0, 32, 0] + [UInt8](repeating: 7, count: 32)
    return header + code + [0x07, 0x69, UInt8(entries.count + 4), 0] + entries
  }
}
