#include <stdint.h>

// The load is the first instruction but one.
__attribute__((naked, noinline)) void read_nothing(void) {
  __asm__("movs r0, #3\n lsls r0, r0, #28\n ldr r0, [r0]\n bx lr");
}

// Hands on the program counter that the core has put on the stack.
__attribute__((naked)) void hard_fault(void) { __asm__("mrs r0, msp\n ldr r0, [r0, #24]\n bl hard_fault_at"); }
