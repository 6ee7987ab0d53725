// The one instruction of semihosting: the operation in R0, its argument in R1, the result in R0.
#ifndef SEMIHOSTING_BRIDGE_H
#define SEMIHOSTING_BRIDGE_H
#include "cpu.h"

static inline uint32_t semihosting_call(uint32_t operation, const void *argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt #0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}
static inline uint32_t semihosting_value(uint32_t operation, uint32_t value) {
  return semihosting_call(operation, (const void *)value);
}
// Turns of four cycles each: SUBS 1, BNE taken 3.
static inline void cpu_spin(uint32_t turns) {
  __asm__ volatile("1: subs %0, #1\n bne 1b" : "+l"(turns) : : "cc");
}
#endif
