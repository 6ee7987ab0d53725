// Vectors and reset of an image for the DA14580, which runs from SysRAM; the boot ROM and the loader map SysRAM to 0, so the
// vectors stay where they are linked (interrupt numbers of the vendor's public header). Nothing is written into what was loaded:
// an image starts anew however it is reset.
#include <stdint.h>

extern uint32_t _stack_top[], _data_load[], _data_start[], _data_end[], _bss_start[], _bss_end[];
void main_swift(void);
void reset_handler(void);

#define UNUSED_HANDLER __attribute__((weak, alias("unexpected_interrupt")))
#define PERIPHERAL_INTERRUPTS(X)                                                                                   \
  X(ble_wakeup) X(ble_gen) X(uart) X(uart2) X(i2c) X(spi) X(adc) X(keybrd) X(rf_diag) X(rfcal) X(gpio0) X(gpio1)   \
  X(gpio2) X(gpio3) X(gpio4) X(timer) X(wakeup) X(pcm) X(src_in) X(src_out) X(dma) X(reserved21) X(reserved22)     \
  X(reserved23) X(reserved24) X(reserved25) X(reserved26) X(reserved27) X(reserved28) X(reserved29) X(reserved30)  \
  X(reserved31)
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
__attribute__((weak)) void watchdog_bite(void) {
  for (;;) __asm__ volatile("nop");
}
PERIPHERAL_INTERRUPTS(DECLARE)

__attribute__((section(".vectors"), used)) void (*const vectors[48])(void) = {
  (void (*)(void))_stack_top, reset_handler, watchdog_bite, hard_fault, 0, 0, 0, 0, 0, 0, 0,
  unexpected_interrupt, 0, 0, unexpected_interrupt, unexpected_interrupt,
  PERIPHERAL_INTERRUPTS(ENTRY)
};

__attribute__((section(".text.reset"), noreturn, used)) void reset_handler(void) {
  const uint32_t *from = _data_load;
  for (uint32_t *to = _data_start; to < _data_end; to++) *to = *from++;
  for (uint32_t *p = _bss_start; p < _bss_end; p++) *p = 0;
  main_swift();
  for (;;) __asm__ volatile("wfi");
}
