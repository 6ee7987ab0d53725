// What the emulator reads of this image by symbol, as of the band: firmware-images/band/README.md has the layout.
#ifndef BROWN_OUT_LOOP_BRIDGE_H
#define BROWN_OUT_LOOP_BRIDGE_H
#include "cpu.h"

// values: starts since the loss of power, battery voltage at this start in mV.
struct Statistics {
  uint32_t magic, version, count;
  uint32_t values[2];
};
extern __attribute__((swift_attr("nonisolated(unsafe)"))) struct Statistics band_statistics;

// Adds this start to those before it, which no reset but the loss of power forgets.
void starts_count(void);
#endif
