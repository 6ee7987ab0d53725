import Foundation
import Programs

/// A small program with debug information, whose lines debuggers are asked about.
struct DebuggedProgram {
  /// Line 13 stores what nobody expects.
  private static let source = """
    #include <stdint.h>
    volatile uint32_t total, bad;
    __attribute__((noinline)) uint32_t triple(uint32_t n) {
      uint32_t twice = n + n;
      return twice + n;
    }
    struct point { int x, y; };
    struct point here = {1, 2};
    __attribute__((noinline)) void count(uint32_t n) {
      total += triple(n);
      here.x++;
      if (n == 100)
        bad = total;
    }
    void reset(void);
    __attribute__((section(".vectors"), used)) const void *const vectors[48] = {(void *)0x07FD8000, (void *)reset};
    __attribute__((noreturn, used)) void reset(void) {
      total = bad = 0;
      for (uint32_t n = 0;; n++) {
        count(n);
        __asm__ volatile("nop");
      }
    }
    """

  private static let script = """
    ENTRY(reset)
    SECTIONS {
      .text 0x07FC0000 : { KEEP(*(.vectors)) *(.text*) *(.rodata*) }
      .data : { *(.data*) }
      .bss : { *(.bss*) }
      /DISCARD/ : { *(.ARM.exidx*) *(.comment) }
    }
    """

  let folder: String
  var path: String { folder + "/app.elf" }

  init() throws {
    folder = try Programs.temporaryFolder()
    try Data(Self.source.utf8).write(to: URL(fileURLWithPath: folder + "/app.c"))
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: folder + "/app.ld"))
    try LinkedProgram.tool(
      "clang",
      [
        "--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-O1", "-g", "-gdwarf-4", "-std=gnu17", "-ffreestanding", "-c",
        folder + "/app.c", "-o", folder + "/app.o",
      ])
    try LinkedProgram.tool("ld.lld", ["-T", folder + "/app.ld", "-o", path, folder + "/app.o"])
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
