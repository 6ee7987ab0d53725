import Foundation
import Programs

/// A small program of semihosting's, linked by the toolchain in one of the layouts that people's images have. It prints
/// "app ok" where its data, its variables and its vectors are as they have to be, and ends with status 0.
struct LinkedProgram {
  /// Where it is linked, and what is before its vectors.
  struct Layout {
    var base: UInt32
    /// Bytes of zeros before the vectors, as linker scripts leave them for a header.
    var gap = 0
    /// The file's own headers are part of the first segment, as GNU ld makes it.
    var loadsHeaders = false
    /// Where it copies its vectors from; where they are linked, for nil.
    var vectorsFrom: UInt32?
    /// Further statements of its main function.
    var body = ""
  }

  private static let source = """
    #include <stdint.h>
    extern uint32_t _stack_top[], _data_load[], _data_start[], _data_end[], _bss_start[], _bss_end[];
    volatile uint32_t mark = 0x600D600D, handled;
    uint32_t ask(uint32_t what, const void *value) {
      register uint32_t r0 __asm__("r0") = what;
      register const void *r1 __asm__("r1") = value;
      __asm__ volatile("bkpt #0xAB" : "+r"(r0) : "r"(r1) : "memory");
      return r0;
    }
    void end(const char *text, uint32_t status) {
      uint32_t words[2] = {0x20026, status};
      ask(4, text);
      ask(0x20, words);
      for (;;) {}
    }
    void reset(void);
    void called(void) { handled++; }
    void lost(void) { end("lost\\n", 9); }
    __attribute__((section(".vectors"), used)) const void *const vectors[48] =
      {_stack_top, (void *)reset, (void *)lost, (void *)lost, [11] = (void *)called};
    #define CHECK(condition) do { if (!(condition)) end("failed: " #condition "\\n", 1); } while (0)
    static uint32_t copy[8];
    __attribute__((noinline)) void body(void) {
      (void)copy;
      BODY
    }
    __attribute__((noreturn, used, section(".text.reset"))) void reset(void) {
      for (uint32_t *to = _data_start, *from = _data_load; to < _data_end;) *to++ = *from++;
      for (volatile uint32_t *to = _bss_start; to < _bss_end;) *to++ = 0;
      volatile uint32_t *to = (volatile uint32_t *)0x07FC0000;
      for (const volatile uint32_t *from = (const volatile uint32_t *)VECTORS, *last = from + 48; from < last;)
        *to++ = *from++;
      __asm__ volatile("svc #0" ::: "memory");
      CHECK(handled == 1);
      CHECK(mark == 0x600D600D);
      body();
      end("app ok\\n", 0);
      for (;;) {}
    }
    """

  let folder: String

  init(_ layout: Layout) throws {
    folder = try Programs.temporaryFolder()
    try Data(Self.source.utf8).write(to: URL(fileURLWithPath: folder + "/app.c"))
    let code = String(layout.base, radix: 16)
    let isInRAM = layout.base < 0x0800_0000
    // The vectors take the first 0x100 bytes: nothing else may stand where the flash header moves it.
    let script = """
      ENTRY(reset)
      PHDRS { text PT_LOAD \(layout.loadsHeaders ? "FILEHDR PHDRS" : ""); data PT_LOAD; }
      SECTIONS {
        .text 0x\(code) + \(layout.loadsHeaders ? layout.gap : 0) : {
          \(layout.loadsHeaders || layout.gap == 0 ? "" : ". += \(layout.gap);")
          KEEP(*(.vectors)) . += 0x40;
          *(.text.reset) *(.text*) *(.rodata*) . = ALIGN(4);
        } :text =0
        _data_load = LOADADDR(.data);
        .data \(isInRAM ? "0x07FD0000" : "0x07FC0100") : AT(ADDR(.text) + SIZEOF(.text)) {
          _data_start = .; *(.data*) . = ALIGN(4); _data_end = .;
        } :data
        .bss (NOLOAD) : { _bss_start = .; *(.bss*) . = ALIGN(4); _bss_end = .; } :data
        _stack_top = 0x07FD8000;
        /DISCARD/ : { *(.ARM.exidx*) *(.comment) }
      }
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder + "/app.ld"))
    let vectors = layout.vectorsFrom.map { "0x" + String($0, radix: 16) + "u" } ?? "vectors"
    try Self.tool(
      "clang",
      [
        "--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-Os", "-std=gnu17", "-ffreestanding", "-fno-builtin",
        "-ffunction-sections", "-DVECTORS=\(vectors)", "-DBODY=\(layout.body.isEmpty ? ";" : layout.body)", "-c",
        folder + "/app.c", "-o",
        folder + "/app.o",
      ])
    try Self.tool("ld.lld", ["-T", folder + "/app.ld", "-o", path("app.elf"), folder + "/app.o"])
    for (format, name) in [("ihex", "app.hex"), ("binary", "app.bin"), ("srec", "app.srec")] {
      try Self.tool("llvm-objcopy", ["-O", format, path("app.elf"), path(name)])
    }
  }

  func path(_ name: String) -> String { folder + "/" + name }
  func contents(_ name: String) -> Data { FileManager.default.contents(atPath: path(name)) ?? Data() }
  func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }
  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs a tool that stands beside the Swift compiler.
  static func tool(_ name: String, _ arguments: [String]) throws {
    struct Target: Decodable {
      struct Paths: Decodable { var runtimeResourcePath: String }
      var paths: Paths
    }
    let target = try Programs.run("/usr/bin/env", ["swiftc", "-print-target-info"]).output
    let resources = try JSONDecoder().decode(Target.self, from: Data(target.utf8)).paths.runtimeResourcePath
    // Not resolved: the linker is a link whose name says what it is to be.
    let finished = try Programs.run(resources + "/../../bin/" + name, arguments)
    guard finished.status == 0 else { throw Missing(description: "\(name): \(finished.errors)") }
  }
}
