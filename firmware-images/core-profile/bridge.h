// What the emulator reads of this image by symbol, as of the band: firmware-images/band/README.md has the layout.
#ifndef CORE_PROFILE_BRIDGE_H
#define CORE_PROFILE_BRIDGE_H
#include "cpu.h"

// values: wake-ups that have done their work, and the checksum of all of it.
struct Statistics {
  uint32_t magic, version, count;
  uint32_t values[2];
};
extern __attribute__((swift_attr("nonisolated(unsafe)"))) struct Statistics band_statistics;
#endif
