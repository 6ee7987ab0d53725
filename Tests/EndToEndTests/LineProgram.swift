import Foundation
import Programs

/// A small program in RAM, with debug information. The one of its own has known lines: it counts to 3 and ends by semihosting.
struct LineProgram {
  private static let counting = """
    #include <stdint.h>
    volatile uint32_t sink;
    static inline __attribute__((always_inline)) uint32_t twice(uint32_t x) {
      return x * 2 + sink;
    }
    __attribute__((noinline)) void never(void) {
      sink = 99;
    }
    __attribute__((noinline)) uint32_t work(uint32_t x) {
      if (x == 7)
        never();
      return twice(x);
    }
    __attribute__((noinline)) void finish(void) {
      uint32_t words[2] = {0x20026, 0};
      register uint32_t r0 __asm__("r0") = 0x20;
      register const void *r1 __asm__("r1") = words;
      __asm__ volatile("bkpt #0xAB" : "+r"(r0) : "r"(r1) : "memory");
      for (;;) {}
    }
    __attribute__((used)) void reset(void) {
      for (uint32_t i = 0; i < 3; i++)
        sink = work(i);
      finish();
    }
    __attribute__((section(".vectors"), used)) const void *const vectors[48] = {(void *)0x07FD8000, (void *)reset};
    """

  private static let script = """
    ENTRY(reset)
    SECTIONS {
      .text 0x07FC0000 : { KEEP(*(.vectors)) *(.text*) *(.rodata*) . = ALIGN(4); }
      .bss (NOLOAD) : { *(.bss*) }
      /DISCARD/ : { *(.ARM.exidx*) *(.comment) }
    }
    """

  let folder: String
  /// The program with debug information, without, and without names too.
  var debug: String { folder + "/app.elf" }
  var stripped: String { folder + "/plain.elf" }
  var nameless: String { folder + "/nameless.elf" }
  /// The source.
  var source: String { folder + "/app.c" }

  init(source: String = Self.counting) throws {
    folder = try Programs.temporaryFolder()
    try source.write(toFile: folder + "/app.c", atomically: true, encoding: .utf8)
    try Self.script.write(toFile: folder + "/app.ld", atomically: true, encoding: .utf8)
    try tool(
      "clang",
      [
        "--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-Og", "-g", "-ffreestanding", "-c", folder + "/app.c", "-o",
        folder + "/app.o",
      ])
    try tool("ld.lld", ["-T", folder + "/app.ld", "-o", debug, folder + "/app.o"])
    try tool("llvm-objcopy", ["--strip-debug", debug, stripped])
    try tool("llvm-objcopy", ["--strip-all", debug, nameless])
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
  func text(_ name: String) -> String { (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "" }
  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    return folder + "/" + name
  }

  private func tool(_ name: String, _ arguments: [String]) throws {
    let finished = try Programs.run(try Programs.toolchain(name), arguments)
    guard finished.status == 0 else { throw Missing(description: "\(name): \(finished.errors)") }
  }
}
