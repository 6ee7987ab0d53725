/* The smallest program that a test can judge: it counts a second on the nRF51822's RTC in sleep, says so on the UART of a micro:bit
   (TXD is P0.24), and sleeps for good. Registers: nRF51 Series Reference Manual v3.0. */
#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))
enum { CLOCK = 0x40000000, UART0 = 0x40002000, RTC0 = 0x4000B000 };

static void print(const char *text) {
  REGISTER(UART0 + 0x50C) = 24;         /* PSELTXD */
  REGISTER(UART0 + 0x524) = 0x01D7E000; /* BAUDRATE: 115200 */
  REGISTER(UART0 + 0x500) = 4;          /* ENABLE */
  REGISTER(UART0 + 0x008) = 1;          /* STARTTX */
  for (; *text; text++) {
    REGISTER(UART0 + 0x11C) = 0; /* TXDRDY */
    REGISTER(UART0 + 0x51C) = (uint8_t)*text;
    while (!REGISTER(UART0 + 0x11C)) {}
  }
  REGISTER(UART0 + 0x00C) = 1; /* STOPTX */
  REGISTER(UART0 + 0x500) = 0;
}

static void sleep_a_second(void) {
  REGISTER(CLOCK + 0x518) = 0; /* LFCLKSRC: RC */
  REGISTER(CLOCK + 0x008) = 1; /* LFCLKSTART */
  while (!REGISTER(CLOCK + 0x104)) {}
  REGISTER(RTC0 + 0x540) = 32768;   /* CC[0] */
  REGISTER(RTC0 + 0x348) = 1 << 16; /* EVTENSET: COMPARE0 */
  REGISTER(RTC0 + 0x304) = 1 << 16; /* INTENSET: COMPARE0 */
  REGISTER(0xE000E100) = 1 << 11;   /* ISER: RTC0 */
  REGISTER(RTC0 + 0x000) = 1;       /* START */
  /* The interrupt stays pending and masked: it ends WFI, and no handler is needed. */
  __asm volatile("cpsid i\n wfi");
  REGISTER(RTC0 + 0x004) = 1;     /* STOP */
  REGISTER(RTC0 + 0x140) = 0;     /* COMPARE[0] */
  REGISTER(RTC0 + 0x308) = 1 << 16;
  REGISTER(0xE000E280) = 1 << 11; /* ICPR */
  REGISTER(CLOCK + 0x00C) = 1;    /* LFCLKSTOP */
}

void start(void) {
  print("START - a second of sleep\r\n");
  sleep_a_second();
  print("PASS - a second of sleep\r\nPROJECT EXECUTION SUCCESSFUL\r\n");
  for (;;) __asm volatile("wfi");
}

__attribute__((section(".vectors"), used)) static void *const vectors[] = {(void *)0x20004000, (void *)start};
