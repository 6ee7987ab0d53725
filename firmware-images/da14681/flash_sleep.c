// Extended sleep of an image that runs from flash: the flash is put into power-down first, so this runs from RAM.
// Commands of the NOR parts seen with this chip: B9 power-down, AB release (3 us until it answers).
#include <stdint.h>
#include "cpu.h"

#define QSPIC_CTRLBUS (*(volatile uint32_t *)0x0C000000)
#define QSPIC_CTRLMODE (*(volatile uint32_t *)0x0C000004)
#define QSPIC_WRITEDATA8 (*(volatile uint8_t *)0x0C000018)
#define AUTO_MODE 1u
#define SET_SINGLE 1u
#define EN_CS 8u
#define DIS_CS 16u

__attribute__((section(".ramcode"))) static void flash_command(uint8_t command) {
  QSPIC_CTRLBUS = SET_SINGLE;
  QSPIC_CTRLBUS = EN_CS;
  QSPIC_WRITEDATA8 = command;
  QSPIC_CTRLBUS = DIS_CS;
}

__attribute__((section(".ramcode"), noinline)) void sleep_without_flash(void) {
  QSPIC_CTRLMODE &= ~AUTO_MODE;
  flash_command(0xB9);
  cpu_wait_for_interrupt();
  flash_command(0xAB);
  for (int wait = 0; wait < 16; wait++) cpu_no_operation();
  QSPIC_CTRLMODE |= AUTO_MODE;
}
