// Two tasks on the process stack, switched by PendSV at the lowest priority.
#include "bridge.h"

#define WORDS 512
static uint32_t stacks[2][WORDS] __attribute__((aligned(8)));
// The tasks' stack pointers while they do not run.
static uint32_t *task_stack[2];
static volatile uint32_t running, wanted;

uint32_t task_wanted(void) { return wanted; }
void task_want(uint32_t index) { wanted = index; }

void task_prepare(uint32_t index, void (*entry)(void)) {
  uint32_t *top = &stacks[index][WORDS - 8];
  top[6] = (uint32_t)entry;  // PC of the frame that the hardware takes
  top[5] = (uint32_t)entry;
  top[7] = 0x01000000;       // xPSR: Thumb
  task_stack[index] = top - 8;
}

static uint32_t *change(uint32_t *old) {
  task_stack[running] = old;
  running = wanted;
  return task_stack[running];
}

__attribute__((naked)) static void pend_switch(void) {
  __asm__ volatile(
      "mrs r0, psp\n"
      "subs r0, #32\n"
      "mov r1, r0\n"
      "stmia r1!, {r4-r7}\n"
      "mov r4, r8\n mov r5, r9\n mov r6, r10\n mov r7, r11\n"
      "stmia r1!, {r4-r7}\n"
      "push {r3, lr}\n"
      "cpsid i\n"
      "bl %c0\n"
      "cpsie i\n"
      "pop {r2, r3}\n"
      "mov r1, r0\n"
      "adds r1, #16\n"
      "ldmia r1!, {r4-r7}\n"
      "mov r8, r4\n mov r9, r5\n mov r10, r6\n mov r11, r7\n"
      "msr psp, r1\n"
      "ldmia r0!, {r4-r7}\n"
      "bx r3\n" ::"i"(change));
}

__attribute__((noreturn)) static void begin(void (*entry)(void), uint32_t *stack) {
  __asm__ volatile("msr psp, %1\n movs r2, #2\n msr control, r2\n isb\n cpsie i\n bx %0" ::"r"(entry), "r"(stack) : "r2", "memory");
  __builtin_unreachable();
}

void task_start(void) {
  ((volatile uint32_t *)0x07FC0000)[14] = (uint32_t)pend_switch;
  *(volatile uint32_t *)0xE000ED20 |= 0xFFu << 16;
  begin((void (*)(void))task_stack[0][14], &stacks[0][WORDS]);
}
