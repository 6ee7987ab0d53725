// Erase and program of the flash that the code itself runs from: all of it in RAM, with interrupts off while the
// controller is in manual mode. When an interrupt asks for the core meanwhile, the operation is suspended, the interrupt
// runs from the readable flash, and the operation goes on.
//
// Commands of the NOR parts seen with this chip: 05 and 35 status, 06 write enable, 20 erase a sector, 02 program a page,
// 75 suspend, 7A resume (W25Q80EW data sheet; the others agree).
#include <stdint.h>
#include "cpu.h"

#define QSPIC_CTRLBUS (*(volatile uint32_t *)0x0C000000)
#define QSPIC_CTRLMODE (*(volatile uint32_t *)0x0C000004)
#define QSPIC_WRITEDATA8 (*(volatile uint8_t *)0x0C000018)
#define QSPIC_READDATA8 (*(volatile uint8_t *)0x0C00001C)
#define CACHE_CTRL1 (*(volatile uint32_t *)0x400C3000)
#define NVIC_ISER (*(volatile uint32_t *)0xE000E100)
#define NVIC_ISPR (*(volatile uint32_t *)0xE000E200)
#define WATCHDOG (*(volatile uint16_t *)0x50003100)
#define AUTO_MODE 1u
#define SET_SINGLE 1u
#define EN_CS 8u
#define DIS_CS 16u
#define BUSY 1u
#define SUSPENDED 0x80u

#define IN_RAM __attribute__((section(".ramcode.nor")))
#define INLINE static inline __attribute__((always_inline))

INLINE uint32_t interrupts_off(void) {
  uint32_t before;
  __asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(before)::"memory");
  return before;
}
INLINE void interrupts_restore(uint32_t before) { __asm__ volatile("msr primask, %0" ::"r"(before) : "memory"); }

INLINE void select(uint8_t command) {
  QSPIC_CTRLBUS = SET_SINGLE | EN_CS;
  QSPIC_WRITEDATA8 = command;
}
INLINE void deselect(void) { QSPIC_CTRLBUS = DIS_CS; }

IN_RAM __attribute__((noinline)) static void command(uint8_t byte) {
  select(byte);
  deselect();
}
IN_RAM __attribute__((noinline)) static void begin(uint8_t byte, uint32_t address) {
  command(0x06);
  select(byte);
  QSPIC_WRITEDATA8 = (uint8_t)(address >> 16);
  QSPIC_WRITEDATA8 = (uint8_t)(address >> 8);
  QSPIC_WRITEDATA8 = (uint8_t)address;
}
IN_RAM __attribute__((noinline)) static uint8_t status(uint8_t which) {
  select(which);
  uint8_t value = QSPIC_READDATA8;
  deselect();
  return value;
}

// Lets the interrupts run that ask for the core, with the operation suspended where it has not ended.
IN_RAM __attribute__((noinline)) static void let_interrupts_run(void) {
  command(0x75);
  while (status(0x05) & BUSY) {}
  QSPIC_CTRLMODE |= AUTO_MODE;
  cpu_interrupts_on();
  cpu_interrupts_off();
  QSPIC_CTRLMODE &= ~AUTO_MODE;
  if (status(0x35) & SUSPENDED) command(0x7A);
}

// Whoever had interrupts off keeps them off.
IN_RAM __attribute__((noinline)) static void wait(uint32_t interrupts_were_off) {
  while (status(0x05) & BUSY)
    if (!interrupts_were_off && (NVIC_ISER & NVIC_ISPR)) let_interrupts_run();
}

IN_RAM __attribute__((noinline)) static void finish(uint32_t before) {
  wait(before);
  QSPIC_CTRLMODE |= AUTO_MODE;
  CACHE_CTRL1 = 1;
  interrupts_restore(before);
}

IN_RAM __attribute__((noinline)) void nor_erase(uint32_t sector) {
  WATCHDOG = 0xFF;  // an erase takes 0.4 s at the most
  uint32_t before = interrupts_off();
  QSPIC_CTRLMODE &= ~AUTO_MODE;
  begin(0x20, sector);
  deselect();
  finish(before);
}

// Bytes within one page. They are copied first, for the flash cannot be read meanwhile.
IN_RAM __attribute__((noinline)) void nor_program(uint32_t address, const uint8_t *bytes, uint32_t count) {
  uint8_t page[256];
  for (uint32_t place = 0; place < count; place++) page[place] = bytes[place];
  WATCHDOG = 0xFF;
  uint32_t before = interrupts_off();
  QSPIC_CTRLMODE &= ~AUTO_MODE;
  begin(0x02, address);
  for (uint32_t place = 0; place < count; place++) QSPIC_WRITEDATA8 = page[place];
  deselect();
  finish(before);
}

// A reset may have come while the flash was at work, or in the middle of an interrupt with an operation suspended: lets
// it end.
IN_RAM __attribute__((noinline)) void nor_settle(void) {
  uint32_t before = interrupts_off();
  QSPIC_CTRLMODE &= ~AUTO_MODE;
  wait(1);
  if (status(0x35) & SUSPENDED) command(0x7A);
  finish(before);
}
