import Foundation
import Programs

/// A small kernel of ours that keeps its threads as another one does, at the same places and under the same names, so that a
/// debugger takes it for that. Three threads: `alpha` and `beta` count in turn and let go of the processor, `gamma` waits for
/// good.
struct ThreadedProgram {
  /// Whose structures.
  enum Kernel: String, CaseIterable, Sendable { case freertos, zephyr, riot }

  private static let source = """
    #include <stdint.h>
    typedef uint32_t u32;
    extern u32 _bss_start[], _bss_end[];
    #define COUNT 3
    // R4 to R11 of the thread that comes or goes, for the exception's handler.
    u32 kept[8];
    static u32 *stack_of(int number);
    static void keep(int number, u32 psp);
    static u32 restore(int number);
    static void set_current(int number);
    static int running;
    volatile u32 counts[COUNT];

    #if KERNEL == 1
    struct item { u32 value; struct item *next, *previous; void *owner, *container; };
    struct list { u32 count; void *index; u32 value; struct item *next, *previous; };
    struct block { u32 *top; struct item state, event; u32 priority; u32 *stack; char name[16]; };
    struct block blocks[COUNT];
    struct block *pxCurrentTCB;
    struct list pxReadyTasksLists[4], xDelayedTaskList1, xDelayedTaskList2, xPendingReadyList, xSuspendedTaskList;
    u32 xSchedulerRunning;
    static void begin(struct list *list) {
      list->count = 0;
      list->index = &list->value;
      list->next = list->previous = (struct item *)&list->value;
    }
    static void append(struct list *list, int number) {
      struct item *item = &blocks[number].state, *end = (struct item *)&list->value;
      item->owner = &blocks[number];
      item->container = list;
      item->next = end;
      item->previous = list->previous;
      list->previous->next = item;
      list->previous = item;
      list->count++;
    }
    static void name(int number, const char *text) {
      for (int place = 0; place < 15 && text[place]; place++) blocks[number].name[place] = text[place];
    }
    static void keep(int number, u32 psp) {
      u32 *top = (u32 *)psp - 8;
      for (int place = 0; place < 8; place++) top[place] = kept[place];
      blocks[number].top = top;
    }
    static u32 restore(int number) {
      for (int place = 0; place < 8; place++) kept[place] = blocks[number].top[place];
      return (u32)(blocks[number].top + 8);
    }
    static void set_current(int number) { pxCurrentTCB = &blocks[number]; }
    static void make(void) {
      for (int place = 0; place < 4; place++) begin(&pxReadyTasksLists[place]);
      begin(&xDelayedTaskList1); begin(&xDelayedTaskList2); begin(&xPendingReadyList); begin(&xSuspendedTaskList);
      append(&pxReadyTasksLists[2], 0); append(&pxReadyTasksLists[2], 1); append(&xSuspendedTaskList, 2);
      blocks[0].priority = blocks[1].priority = 2; blocks[2].priority = 3;
      name(0, "alpha"); name(1, "beta"); name(2, "gamma");
      pxCurrentTCB = &blocks[0];
    }
    static void started(void) { xSchedulerRunning = 1; }

    #elif KERNEL == 2
    struct block {
      u32 links[2]; uint8_t options, state; int8_t priority; u32 other[5];
      u32 low_high[8], psp; void *entry; struct block *next; char name[32];
    };
    struct block blocks[COUNT], dummy;
    struct { u32 nested, stack; struct block *current; u32 idle; struct block *threads; } _kernel;
    #define OFFSET(member) ((u32)&((struct block *)0)->member)
    u32 _kernel_thread_info_offsets[] = {
      1, 8, 16, OFFSET(entry), OFFSET(next), OFFSET(state), OFFSET(options), OFFSET(priority), OFFSET(psp), OFFSET(name), 0xFFFFFFFF,
    };
    u32 _kernel_thread_info_num_offsets = sizeof _kernel_thread_info_offsets / 4;
    uint8_t _kernel_thread_info_size_t_size = 4;
    static void name(int number, const char *text) {
      for (int place = 0; place < 31 && text[place]; place++) blocks[number].name[place] = text[place];
    }
    static void keep(int number, u32 psp) {
      for (int place = 0; place < 8; place++) blocks[number].low_high[place] = kept[place];
      blocks[number].psp = psp;
    }
    static u32 restore(int number) {
      for (int place = 0; place < 8; place++) kept[place] = blocks[number].low_high[place];
      return blocks[number].psp;
    }
    static void set_current(int number) { _kernel.current = &blocks[number]; }
    static void make(void) {
      _kernel.current = &dummy;
      _kernel.threads = &blocks[2];
      blocks[2].next = &blocks[1]; blocks[1].next = &blocks[0];
      blocks[0].state = blocks[1].state = 0x80; blocks[2].state = 0x02;
      blocks[0].priority = blocks[1].priority = -2; blocks[2].priority = 5;
      name(0, "alpha"); name(1, "beta"); name(2, "gamma");
    }
    static void started(void) {}

    #else
    struct block { u32 *sp; uint8_t status, priority; int16_t pid; u32 entry[3]; const char *name; };
    struct block blocks[COUNT];
    struct block *sched_threads[33], *sched_active_thread;
    const uint8_t max_threads = 33, _tcb_name_offset = (u32)&((struct block *)0)->name;
    static void keep(int number, u32 psp) {
      u32 *sp = (u32 *)psp - 9;
      for (int place = 0; place < 4; place++) { sp[place] = kept[4 + place]; sp[4 + place] = kept[place]; }
      sp[8] = 0xFFFFFFFD;
      blocks[number].sp = sp;
    }
    static u32 restore(int number) {
      u32 *sp = blocks[number].sp;
      for (int place = 0; place < 4; place++) { kept[4 + place] = sp[place]; kept[place] = sp[4 + place]; }
      return (u32)(sp + 9);
    }
    static void set_current(int number) {
      if (sched_active_thread) sched_active_thread->status = 12;
      sched_active_thread = &blocks[number];
      blocks[number].status = 11;
    }
    static void make(void) {
      static const char *const names[COUNT] = {"alpha", "beta", "gamma"};
      for (int number = 0; number < COUNT; number++) {
        blocks[number].pid = number + 1;
        blocks[number].priority = 7;
        blocks[number].status = number == 2 ? 3 : 12;
        blocks[number].name = names[number];
        sched_threads[number + 1] = &blocks[number];
      }
    }
    static void started(void) {}
    #endif

    __attribute__((used)) u32 change(u32 psp) {
      keep(running, psp);
      running = running == 0 ? 1 : 0;
      set_current(running);
      return restore(running);
    }
    __attribute__((naked)) void pendsv(void) {
      __asm__ volatile(
        "ldr r0, =kept\\n stmia r0!, {r4-r7}\\n mov r4, r8\\n mov r5, r9\\n mov r6, r10\\n mov r7, r11\\n stmia r0!, {r4-r7}\\n"
        "push {r0, lr}\\n mrs r0, psp\\n bl change\\n msr psp, r0\\n"
        "ldr r0, =kept\\n adds r0, #16\\n ldmia r0!, {r4-r7}\\n mov r8, r4\\n mov r9, r5\\n mov r10, r6\\n mov r11, r7\\n"
        "ldr r0, =kept\\n ldmia r0!, {r4-r7}\\n pop {r1, r2}\\n bx r2\\n");
    }
    __attribute__((noinline)) void yield(void) {
      *(volatile u32 *)0xE000ED04 = 1u << 28;
      __asm__ volatile("dsb\\n isb" ::: "memory");
    }
    __attribute__((noinline)) void work(u32 number) {
      counts[number]++;
      counts[number] += 2;
      yield();
    }
    void alpha(void) { for (;;) work(0); }
    void beta(void) { for (;;) work(1); }
    __attribute__((noinline)) void wait(u32 *what) { for (;;) *what = 1; }
    void gamma(void) { static u32 what; wait(&what); }

    void ended(void) { for (;;) {} }
    static u32 stacks[COUNT][64];
    static void prepare(int number, void (*entry)(void)) {
      u32 *frame = &stacks[number][56];
      for (int place = 0; place < 6; place++) frame[place] = 0x1000 * (number + 1) + place;
      frame[5] = (u32)ended;
      frame[6] = (u32)entry & ~1u;
      frame[7] = 0x01000000;
      for (int place = 0; place < 8; place++) kept[place] = 0x100 * (number + 1) + 4 + place;
      keep(number, (u32)frame);
    }
    __attribute__((noinline)) void start(void) {
      set_current(0);
      started();
      __asm__ volatile(
        "msr psp, %0\\n movs r0, #2\\n msr control, r0\\n isb\\n bx %1\\n"
        :: "r"(stacks[0] + 64), "r"(alpha) : "r0", "memory");
      for (;;) {}
    }
    void reset(void);
    __attribute__((section(".vectors"), used)) const void *const vectors[48] =
      {(void *)0x07FD8000, (void *)reset, [14] = (void *)pendsv};
    __attribute__((noreturn, used)) void reset(void) {
      *(volatile u32 *)0x50003300 = 8;  // the watchdog stands still
      for (volatile u32 *place = _bss_start; place < _bss_end;) *place++ = 0;
      make();
      prepare(0, alpha);
      prepare(1, beta);
      prepare(2, gamma);
      start();
      for (;;) {}
    }
    """

  private static let script = """
    ENTRY(reset)
    SECTIONS {
      .text 0x07FC0000 : { KEEP(*(.vectors)) *(.text*) *(.rodata*) }
      .data : { *(.data*) }
      .bss : { _bss_start = .; *(.bss*) . = ALIGN(4); _bss_end = .; }
      /DISCARD/ : { *(.ARM.exidx*) *(.comment) }
    }
    """

  let folder: String
  var path: String { folder + "/app.elf" }

  init(_ kernel: Kernel) throws {
    folder = try Programs.temporaryFolder()
    try Data(Self.source.utf8).write(to: URL(fileURLWithPath: folder + "/app.c"))
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: folder + "/app.ld"))
    let number = (Kernel.allCases.firstIndex(of: kernel) ?? 0) + 1
    try LinkedProgram.tool(
      "clang",
      [
        "--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-O1", "-g", "-gdwarf-4", "-std=gnu17", "-ffreestanding",
        "-fno-builtin", "-fno-optimize-sibling-calls", "-DKERNEL=\(number)", "-c", folder + "/app.c", "-o",
        folder + "/app.o",
      ])
    try LinkedProgram.tool("ld.lld", ["-T", folder + "/app.ld", "-o", path, folder + "/app.o"])
  }

  /// Where a function begins, in hexadecimal digits.
  func address(of name: String) throws -> String {
    let lines = try Programs.run(try Programs.toolchain("llvm-nm"), [path]).output.split(separator: "\n")
    let words = lines.map { $0.split(separator: " ") }.first { $0.last == Substring(name) }
    return words.flatMap { UInt32($0[0], radix: 16) }.map { String($0 & ~1, radix: 16) } ?? ""
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
