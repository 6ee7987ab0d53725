import Programs
import SeededRandom
import Testing

@testable import Images

@Suite struct ARMAttributesTests {
  /// The toolchain's object of a program for a processor, linked as for the band.
  private func linked(_ target: String, _ processor: String) throws -> [UInt8] {
    let folder = try Folder()
    try folder.write(
      "program.c",
      """
      void reset(void) { for (;;) {} }
      __attribute__((section(".vectors"), used)) void *const vectors[2] = { (void *)0x07FC8000, reset };
      """)
    try folder.succeed(
      try Programs.toolchain("clang"),
      ["--target=\(target)", "-mcpu=\(processor)", "-Os", "-ffreestanding", "-c", folder.path("program.c"), "-o"]
        + [folder.path("program.o")])
    try folder.write(
      "program.ld",
      "ENTRY(reset) SECTIONS { . = 0x08000000; .text : { KEEP(*(.vectors)) *(.text*) } /DISCARD/ : { *(.ARM.exidx*) } }"
    )
    try folder.succeed(
      try Programs.toolchain("ld.lld"),
      ["-T", folder.path("program.ld"), "-o", folder.path("program.elf"), folder.path("program.o")])
    return try folder.read("program.elf")
  }

  @Test func whatACortexM0ExecutesIsTaken() throws {
    #expect(refusal(try linked("armv6m-none-eabi", "cortex-m0")) == nil)
    #expect(refusal(try linked("armv6m-none-eabi", "cortex-m0plus")) == nil)
  }

  @Test(arguments: [
    ("thumbv7em-none-eabi", "cortex-m4", "ARMv7E-M"), ("thumbv7m-none-eabi", "cortex-m3", "ARMv7"),
    ("thumbv8m.main-none-eabi", "cortex-m33", "ARMv8-M Mainline"), ("armv7a-none-eabi", "cortex-a9", "ARMv7"),
  ])
  func othersAreNamed(target: String, processor: String, name: String) throws {
    #expect(
      refusal(try linked(target, processor))?.hasPrefix("file: code for \(name)") == true)
  }

  @Test func damageIsNoArchitecture() {
    var random = SplitMix(seed: 3)
    let section: [UInt8] =
      [0x41, 25, 0, 0, 0] + Array("aeabi".utf8) + [0, 1, 15, 0, 0, 0, 5, 0x78, 0, 6, 12, 9, 1, 34, 0, 0]
    for _ in 0..<2_000 {
      var bytes = section
      for _ in 0..<(1 + random.below(4)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
      _ = ARMAttributes(bytes.prefix(random.below(bytes.count + 1))).architecture
    }
    #expect(ARMAttributes(section[...]).architecture == 12)
  }
}
