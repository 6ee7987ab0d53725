// Vectors and reset of the bootloader. The Cortex-M0 has no vector-table register and takes its vectors from 0: all but the
// first two lead to `relay`, which goes on to the table whose address stands in the first word of RAM, the bootloader's own
// or that of the image that it has started. (Zephyr calls this CONFIG_SW_VECTOR_RELAY.)
#include <stdint.h>

extern uint32_t _stack_top[], _data_load[], _data_start[], _data_end[], _bss_start[], _bss_end[];
extern volatile uint32_t boot_vectors;
void main_swift(void);
void reset_handler(void);
void uart0_interrupt(void);
void rtc1_interrupt(void);

__attribute__((naked)) static void relay(void) {
  __asm__(
    "mrs r0, ipsr\n lsls r0, r0, #2\n ldr r1, =boot_vectors\n ldr r1, [r1]\n ldr r1, [r1, r0]\n bx r1\n .ltorg");
}

#define FOUR(entry) entry, entry, entry, entry
__attribute__((section(".vectors"), used)) void (*const vectors[48])(void) = {
  (void (*)(void))_stack_top, reset_handler, relay, relay, FOUR(relay), FOUR(relay), FOUR(relay),
  FOUR(relay), FOUR(relay), FOUR(relay), FOUR(relay), FOUR(relay), FOUR(relay), FOUR(relay), FOUR(relay)
};

// An instruction that faults again in HardFault locks the core up: the emulator reports the cause of the first fault.
__attribute__((naked)) static void fault(void) { __asm__("udf #0"); }

static void (*const own[48])(void) = {
  [2] = fault, [3] = fault, [11] = fault, [14] = fault, [15] = fault, [16 + 2] = uart0_interrupt, [16 + 17] = rtc1_interrupt,
};

__attribute__((section(".text.reset"), noreturn, used)) void reset_handler(void) {
  boot_vectors = (uint32_t)own;
  // A reset out of System OFF can find RAM blocks off.
  *(volatile uint32_t *)0x40000524 = 3;
  *(volatile uint32_t *)0x40000554 = 3;
  const uint32_t *from = _data_load;
  for (uint32_t *to = _data_start; to < _data_end; to++) *to = *from++;
  for (uint32_t *p = _bss_start; p < _bss_end; p++) *p = 0;
  main_swift();
  for (;;) __asm__ volatile("wfi");
}

__attribute__((naked, noreturn)) static void enter(uint32_t vectors) {
  __asm__("ldr r1, [r0]\n msr msp, r1\n ldr r0, [r0, #4]\n bx r0");
}

// Starts the image whose vector table is at `vectors`, as the core would have started it at 0.
__attribute__((noreturn)) void boot_start(uint32_t vectors) {
  boot_vectors = vectors;
  enter(vectors);
}
