import Foundation
import Programs
import Testing

@testable import Images

/// A folder for a test's files, removed with the object.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "bandbox-images-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }

  func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: url.appending(path: name)) }

  func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }

  /// Runs a program, which must succeed.
  func succeed(_ program: String, _ arguments: [String]) throws {
    let finished = try Programs.run(program, arguments)
    // Not #require: its error counts as reported once, and the built program is shared between tests.
    guard finished.status == 0 else { throw Failed(description: "\(program): \(finished.text)") }
  }
}

struct Failed: Error, CustomStringConvertible {
  var description: String
}

extension MemoryMap {
  /// The DA14681's, of the band.
  static let band = MemoryMap(
    chip: "DA14681", flash: MemoryRegion(name: "flash", base: 0x0800_0000, size: 1 << 20, fill: 0xFF),
    ram: MemoryRegion(name: "RAM", base: 0x07FC_0000, size: 128 << 10, fill: 0),
    others: [MemoryRegion(name: "cache RAM", base: 0x07FE_0000, size: 16 << 10, fill: 0)], hasDialogBoot: true,
    isRAMSeenAtZero: true, slots: .ofDA14681(flash: 0x0800_0000))

  /// An nRF51822's, beside the boards `others`.
  static func nordic(ram size: Int = 32 << 10, others: [OtherBoard] = []) -> MemoryMap {
    MemoryMap(
      chip: "nRF51822-QFAC", flash: MemoryRegion(name: "flash", base: 0, size: 256 << 10, fill: 0xFF),
      ram: MemoryRegion(name: "RAM", base: 0x2000_0000, size: size, fill: 0),
      others: [MemoryRegion(name: "UICR", base: 0x1000_1000, size: 0x100, fill: 0xFF, holdsPrograms: false)],
      hasDialogBoot: false, isRAMSeenAtZero: false, otherBoards: others)
  }
}

extension MemoryRegion {
  static let flash = MemoryMap.band.flash
  static let ram = MemoryMap.band.ram
}

/// Those for the band, which most tests are of.
extension Image {
  static func recognise(_ bytes: [UInt8], name: String) throws(ImageError) -> Image {
    try recognise(bytes, name: name, for: .band)
  }
  static func read(path: String) throws(ImageError) -> Image { try read(path: path, for: .band) }
  static func raw(_ bytes: [UInt8], at address: UInt32? = nil, name: String) throws(ImageError) -> Image {
    try raw(bytes, at: address, name: name, for: .band)
  }
}

extension ImageFile {
  init(bytes: [UInt8], name: String) { self.init(bytes: bytes, name: name, map: .band) }
}

extension DialogHeader {
  static func flashImage(
    linked: [UInt8], isQuad: Bool = true, isCached: Bool = true, name: String, dropsGap: Bool = false
  ) throws(ImageError) -> [UInt8] {
    try flashImage(linked: linked, isQuad: isQuad, isCached: isCached, name: name, dropsGap: dropsGap, for: .band)
  }
}

/// The line of the error that `bytes` cause; nil when they are accepted.
func refusal(_ bytes: [UInt8], name: String = "file", for map: MemoryMap = .band) -> String? {
  do {
    _ = try Image.recognise(bytes, name: name, for: map)
    return nil
  } catch {
    return error.description
  }
}

func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

extension [UInt8] {
  /// With the bytes at `offset` replaced.
  func with(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
    var copy = self
    copy.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    return copy
  }
}

/// A program linked by the toolchain for flash or RAM, in all its forms.
struct Built {
  let elf: [UInt8]
  let stripped: [UInt8]
  let hex: [UInt8]
  let binary: [UInt8]
  /// The object file before linking.
  let object: [UInt8]
  /// What `llvm-nm` says: name to address.
  let symbols: [String: UInt32]

  init(ram: Bool) throws {
    let folder = try Folder()
    try folder.write(
      "program.c",
      """
      extern unsigned stack_top[];
      unsigned counter = 7, scratch[10];
      static const char greeting[] = "hello, band";
      __attribute__((noinline)) unsigned step(unsigned by) { counter += by; return counter; }
      __attribute__((weak, alias("fault"))) void other(void);
      void fault(void) { for (;;) scratch[step(1) & 7]++; }
      void reset(void) { for (const char *p = greeting; *p; p++) step(*p); fault(); }
      __attribute__((section(".vectors"), used)) void *const vectors[4] = { stack_top, reset, fault, fault };
      """)
    let code = ram ? "ram" : "flash"
    try folder.write(
      "program.ld",
      """
      ENTRY(reset)
      MEMORY { flash (rx) : ORIGIN = 0x08000000, LENGTH = 1M  ram (rwx) : ORIGIN = 0x07FC0000, LENGTH = 128K }
      SECTIONS {
        .vectors : { KEEP(*(.vectors)) . = ADDR(.vectors) + 0x100; } > \(code)
        .text : { *(.text*) *(.rodata*) . = ALIGN(4); } > \(code)
        .ram_vectors (NOLOAD) : { . += 0x100; } > ram
        .data : { *(.data*) } > ram AT > \(code)
        .bss (NOLOAD) : { *(.bss*) } > ram
        stack_top = ORIGIN(ram) + 0x8000;
        /DISCARD/ : { *(.ARM.exidx*) *(.comment) *(.ARM.attributes) }
      }
      """)
    let clang = ["--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-Os", "-ffreestanding", "-ffunction-sections"]
    try folder.succeed(
      try Programs.toolchain("clang"), clang + ["-c", folder.path("program.c"), "-o", folder.path("program.o")])
    try folder.succeed(
      try Programs.toolchain("ld.lld"),
      ["-T", folder.path("program.ld"), "-o", folder.path("program.elf"), folder.path("program.o")])
    let objcopy = try Programs.toolchain("llvm-objcopy")
    try folder.succeed(objcopy, ["-O", "ihex", folder.path("program.elf"), folder.path("program.hex")])
    try folder.succeed(objcopy, ["-O", "binary", folder.path("program.elf"), folder.path("program.bin")])
    try folder.succeed(objcopy, ["--strip-all", folder.path("program.elf"), folder.path("stripped.elf")])
    elf = try folder.read("program.elf")
    stripped = try folder.read("stripped.elf")
    hex = try folder.read("program.hex")
    binary = try folder.read("program.bin")
    object = try folder.read("program.o")
    var symbols: [String: UInt32] = [:]
    for line in try Programs.run(try Programs.toolchain("llvm-nm"), [folder.path("program.elf")]).text.split(
      separator: "\n")
    {
      let parts = line.split(separator: " ")
      if parts.count == 3 { symbols[String(parts[2])] = UInt32(parts[0], radix: 16) }
    }
    self.symbols = symbols
  }
}
