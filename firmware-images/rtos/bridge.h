// What the two tasks' switch needs beside the common instructions.
#ifndef RTOS_H
#define RTOS_H
#include "cpu.h"

// Which task is to run: 0 idle, 1 beat.
uint32_t task_wanted(void);
void task_want(uint32_t index);

// Prepares task `index` to begin in `entry`, puts PendSV's handler into the RAM vectors, and starts task 0.
void task_prepare(uint32_t index, void (*entry)(void));
void task_start(void);
// Pends the switch to the wanted task; it happens when no interrupt is being handled.
static inline __attribute__((always_inline)) void task_switch(void) {
  *(volatile uint32_t *)0xE000ED04 = 1u << 28;
  __asm__ volatile("dsb\n isb" ::: "memory");
}
#endif
