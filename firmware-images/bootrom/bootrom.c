// The boot ROM that the emulated DA14681 has: written here, for the chip's own is not public. It does what is known of that
// one: an image with the header at the start of flash is started; without one an image is taken over UART2 (P1_3 out,
// P2_3 in, 57600 8N1) into RAM and started there. It runs as the chip comes out of reset, from RC16M divided by four.
//
//   device  02, again and again; 01 and the length's two bytes (low first) are expected
//   device  06, or 15 where the length is 0
//   host    the image
//   device  the exclusive or of its bytes
//   host    06 within ten seconds: a host may sleep the whole nominal time of the transfer after its write has returned
//
// Anything else, and silence, begins anew. Times that are not known are chosen.
#include <stdint.h>

#define REGISTER16(address) (*(volatile uint16_t *)(address))
#define REGISTER32(address) (*(volatile uint32_t *)(address))

#define CLK_AMBA REGISTER16(0x50000000)
#define QSPI_ENABLE 0x1000u
#define PMU_CTRL REGISTER16(0x50000010)
#define PERIPH_SLEEP 1u
#define SYS_CTRL REGISTER16(0x50000012)
#define REMAP_ADR0 7u
#define REMAP_FLASH 2u
#define REMAP_RAM 3u
#define CACHERAM_MUX 0x400u
#define REMAP_INTVECT 0x4000u
#define SYS_STAT REGISTER16(0x50000014)
#define PER_IS_UP 8u
#define CLK_PER REGISTER16(0x50001C04)
#define UART_ENABLE 1u
#define WATCHDOG REGISTER16(0x50003100)

#define UART2_DATA REGISTER16(0x50001100)
#define UART2_DIVISOR_HIGH REGISTER16(0x50001104)
#define UART2_FIFO_CONTROL REGISTER16(0x50001108)
#define UART2_LINE_CONTROL REGISTER16(0x5000110C)
#define UART2_LINE_STATUS REGISTER16(0x50001114)
#define UART2_DIVISOR_FRACTION REGISTER16(0x500011C0)
#define P1_3_MODE REGISTER16(0x50003034)
#define P2_3_MODE REGISTER16(0x50003044)

#define QSPIC_CTRLBUS REGISTER32(0x0C000000)
#define QSPIC_CTRLMODE REGISTER32(0x0C000004)
#define QSPIC_BURSTCMDA REGISTER32(0x0C00000C)
#define QSPIC_BURSTCMDB REGISTER32(0x0C000010)
#define CACHE_CTRL2 REGISTER32(0x400C3020)
#define CACHE_LEN_1_MIB 15u
#define QSPIC_WRITEDATA8 (*(volatile uint8_t *)0x0C000018)

#define SYST_CSR REGISTER32(0xE000E010)
#define SYST_RVR REGISTER32(0xE000E014)
#define SYST_CVR REGISTER32(0xE000E018)
#define SYST_RUNS 5u
#define SYST_WRAPPED 0x10000u
#define CYCLES_A_MILLISECOND 4000u

#define FLASH 0x08000000u
#define RAM 0x07FC0000u
#define STX 0x02
#define SOH 0x01
#define ACK 0x06
#define NAK 0x15
#define ANNOUNCE_MS 200
#define LENGTH_MS 100
#define DATA_MS 2000
#define VERDICT_MS 10000

__attribute__((naked, noreturn)) static void start(const uint32_t *vectors) {
  __asm__("ldr r1, [r0]\n msr msp, r1\n ldr r0, [r0, #4]\n bx r0");
}

static void flash_command(uint8_t command) {
  QSPIC_CTRLBUS = 1 | 8;  // one line, select
  QSPIC_WRITEDATA8 = command;
  QSPIC_CTRLBUS = 16;  // deselect
}

// Whatever ran before may have left the flash in continuous read or in power-down.
static void wake_flash(void) {
  CLK_AMBA |= QSPI_ENABLE;
  QSPIC_CTRLMODE = 0;
  flash_command(0xFF);
  flash_command(0xAB);
  for (int wait = 0; wait < 16; wait++) __asm__ volatile("nop");  // 3 us
  // The read that every part has: 03, one line.
  QSPIC_BURSTCMDA = 0x03;
  QSPIC_BURSTCMDB = 0;
  QSPIC_CTRLMODE = 1;
}

// For "qQ" EB with address, mode byte (no continuous read), two dummy bytes and data on four lines; the cache as the header
// asks.
static void set_reads(uint32_t mark, uint32_t length) {
  if (mark == 0x5171) {
    QSPIC_BURSTCMDA = 0xA8FF00EBu;
    QSPIC_BURSTCMDB = 2 | 1 << 2 | 2 << 4;
  }
  // The length is big-endian: its top bit is bit 7 here.
  if (length & 0x80) CACHE_CTRL2 = CACHE_LEN_1_MIB;
}

static void remap(uint32_t code) {
  SYS_CTRL = (SYS_CTRL & ~REMAP_ADR0) | REMAP_INTVECT | CACHERAM_MUX | code;
}

static void boot_from_flash(void) {
  wake_flash();
  uint32_t mark = REGISTER32(FLASH);
  if (mark != 0x5171 && mark != 0x5070) return;
  set_reads(mark, REGISTER32(FLASH + 4));
  remap(REMAP_FLASH);
  start((const uint32_t *)(FLASH + 8));
}

static void open_uart(void) {
  PMU_CTRL &= ~PERIPH_SLEEP;
  while (!(SYS_STAT & PER_IS_UP)) {}
  CLK_PER |= UART_ENABLE;
  UART2_LINE_CONTROL = 0x80;
  UART2_DATA = 17;
  UART2_DIVISOR_HIGH = 0;
  UART2_DIVISOR_FRACTION = 6;
  UART2_LINE_CONTROL = 0x03;
  UART2_FIFO_CONTROL = 0x07;
  P1_3_MODE = 0x306;  // output, UART2_TX
  P2_3_MODE = 0x105;  // pull-up, UART2_RX
  SYST_RVR = CYCLES_A_MILLISECOND - 1;
}

static void send(uint8_t byte) {
  while (!(UART2_LINE_STATUS & 0x20)) {}
  UART2_DATA = byte;
}

// The next byte, or -1 after so many milliseconds. Feeds the watchdog.
static int receive(uint32_t milliseconds) {
  WATCHDOG = 0xFF;
  SYST_CVR = 0;
  SYST_CSR = SYST_RUNS;
  for (;;) {
    if (UART2_LINE_STATUS & 1) return UART2_DATA & 0xFF;
    if (!(SYST_CSR & SYST_WRAPPED)) continue;
    WATCHDOG = 0xFF;
    if (milliseconds-- == 0) return -1;
  }
}

// Whether an image was received and the host has agreed to its checksum.
static int receive_image(void) {
  send(STX);
  int byte;
  do {
    byte = receive(ANNOUNCE_MS);
    if (byte < 0) return 0;
  } while (byte != SOH);
  int low = receive(LENGTH_MS);
  int high = receive(LENGTH_MS);
  if (low < 0 || high < 0) return 0;
  uint32_t length = (uint32_t)(high << 8 | low);
  send(length ? ACK : NAK);
  uint8_t sum = 0;
  volatile uint8_t *place = (volatile uint8_t *)RAM;
  for (uint32_t count = 0; count < length; count++) {
    byte = receive(DATA_MS);
    if (byte < 0) return 0;
    *place++ = (uint8_t)byte;
    sum ^= (uint8_t)byte;
  }
  if (!length) return 0;
  send(sum);
  return receive(VERDICT_MS) == ACK;
}

__attribute__((noreturn)) static void boot_from_uart(void) {
  wake_flash();
  open_uart();
  while (!receive_image()) {}
  SYST_CSR = 0;
  remap(REMAP_RAM);
  start((const uint32_t *)RAM);
}

void reset(void);
__attribute__((noreturn)) void reset(void) {
  boot_from_flash();
  boot_from_uart();
}

__attribute__((noreturn)) static void stop(void) {
  for (;;) __asm__ volatile("wfi");
}

// The fifth word, which is no vector of the core: where the chip starts when the board asks for the UART, whatever the
// flash holds.
__attribute__((section(".vectors"), used)) void (*const vectors[16])(void) = {
  (void (*)(void))0x07FE0000, reset, stop, stop, boot_from_uart,
};
