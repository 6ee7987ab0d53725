#include <stdint.h>

// Starts the image whose vector table is at `vectors`, as the boot ROM starts one.
__attribute__((naked, noreturn)) void boot_start(uint32_t vectors) {
  __asm__("ldr r1, [r0]\n msr msp, r1\n ldr r0, [r0, #4]\n bx r0");
}
