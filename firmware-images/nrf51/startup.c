// Vectors and reset of an image for the nRF51822. The vectors stay at 0; interrupt numbers are peripheral numbers (vendor's
// public CMSIS header).
#include <stdint.h>

extern uint32_t _stack_top[], _data_load[], _data_start[], _data_end[], _bss_start[], _bss_end[];
void main_swift(void);
void reset_handler(void);

#define UNUSED_HANDLER __attribute__((weak, alias("unexpected_interrupt")))
#define PERIPHERAL_INTERRUPTS(X)                                                                                         \
  X(power_clock) X(radio) X(uart0) X(spi0_twi0) X(spi1_twi1) X(reserved5) X(gpiote) X(adc) X(timer0) X(timer1) X(timer2) \
  X(rtc0) X(temp) X(rng) X(ecb) X(ccm_aar) X(wdt) X(rtc1) X(qdec) X(lpcomp) X(swi0) X(swi1) X(swi2) X(swi3) X(swi4)      \
  X(swi5) X(reserved26) X(reserved27) X(reserved28) X(reserved29) X(reserved30) X(reserved31)
#define DECLARE(name) void name##_interrupt(void) UNUSED_HANDLER;
#define ENTRY(name) name##_interrupt,

// A handler nobody wrote: stop here, where a debugger or the watchdog finds the chip.
void unexpected_interrupt(void) {
  for (;;) __asm__ volatile("nop");
}
// An instruction that faults again in HardFault locks the core up: the emulator reports the cause of the first fault.
__attribute__((weak)) void hard_fault(void) {
  for (;;) __asm__ volatile("udf #0");
}
PERIPHERAL_INTERRUPTS(DECLARE)

__attribute__((section(".vectors"), used)) void (*const vectors[48])(void) = {
  (void (*)(void))_stack_top, reset_handler, unexpected_interrupt, hard_fault, 0, 0, 0, 0, 0, 0, 0,
  unexpected_interrupt, 0, 0, unexpected_interrupt, unexpected_interrupt,
  PERIPHERAL_INTERRUPTS(ENTRY)
};

__attribute__((section(".text.reset"), noreturn, used)) void reset_handler(void) {
  // Retained: a reset out of System OFF can find RAM blocks off.
  *(volatile uint32_t *)0x40000524 = 3;
  *(volatile uint32_t *)0x40000554 = 3;
  const uint32_t *from = _data_load;
  for (uint32_t *to = _data_start; to < _data_end; to++) *to = *from++;
  for (uint32_t *p = _bss_start; p < _bss_end; p++) *p = 0;
  main_swift();
  for (;;) __asm__ volatile("wfi");
}
