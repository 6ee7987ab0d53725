// Vectors and reset for every image. The Cortex-M0 has no vector-table register: the chip sends the first 0x100 bytes of
// the address space to RAM at 0x07FC0000 (SYS_CTRL.REMAP_INTVECT), so the reset handler copies the vectors there.
#include <stdint.h>

extern uint32_t _stack_top[], _data_load[], _data_start[], _data_end[], _bss_start[], _bss_end[], _ram_vectors[];
void main_swift(void);
void reset_handler(void);

#define UNUSED_HANDLER __attribute__((weak, alias("unexpected_interrupt")))
#define PERIPHERAL_INTERRUPTS(X)                                                                                       \
  X(ble_wakeup) X(ble_gen) X(ftdf_wakeup) X(ftdf_gen) X(rfcal) X(coex) X(crypto) X(mrm) X(uart) X(uart2) X(i2c) X(i2c2) \
  X(spi) X(spi2) X(adc) X(keybrd) X(irgen) X(wakeup) X(timer0) X(timer1) X(quadec) X(usb) X(pcm) X(src_in) X(src_out)  \
  X(vbus) X(dma) X(rf_diag) X(trng) X(dcdc) X(xtal16m_ready) X(reserved31)
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

static void copy_words(uint32_t *to, const uint32_t *from, const uint32_t *end) {
  while (to < end) *to++ = *from++;
}

__attribute__((section(".text.reset"), noreturn, used)) void reset_handler(void) {
  const uint32_t *table = (const uint32_t *)vectors;
  // In flash the boot header takes the first eight bytes, and the first 0xF8 bytes of the image stand eight bytes later.
  // Volatile, for the compiler knows what it linked there.
  if ((uint32_t)table == 0x08000000 && (*(const volatile uint32_t *)table & 0xFFFF) == 0x5171) table += 2;
  if (table != _ram_vectors) copy_words(_ram_vectors, table, _ram_vectors + 48);
  copy_words(_data_start, _data_load, _data_end);
  for (uint32_t *p = _bss_start; p < _bss_end; p++) *p = 0;
  main_swift();
  for (;;) __asm__ volatile("wfi");
}
