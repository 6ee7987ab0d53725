// The instructions that Swift has no spelling for.
#ifndef CPU_H
#define CPU_H
#include <stdint.h>

static inline __attribute__((always_inline)) void cpu_interrupts_off(void) { __asm__ volatile("cpsid i" ::: "memory"); }
static inline __attribute__((always_inline)) void cpu_interrupts_on(void) { __asm__ volatile("cpsie i\n isb" ::: "memory"); }
static inline __attribute__((always_inline)) void cpu_wait_for_interrupt(void) { __asm__ volatile("dsb\n wfi\n isb" ::: "memory"); }
static inline __attribute__((always_inline)) void cpu_wait_for_event(void) { __asm__ volatile("dsb\n wfe" ::: "memory"); }
static inline __attribute__((always_inline)) void cpu_no_operation(void) { __asm__ volatile("nop"); }

// Waits for an interrupt with the flash powered down; for images that run from flash.
void sleep_without_flash(void);
#endif
