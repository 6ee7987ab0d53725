#include "bridge.h"

struct Statistics band_statistics = {0x444E4142, 1, 2, {0}};
__attribute__((used, retain)) const char band_statistics_names[] = "starts\0battery_mv\0";

// Valid while the second is the first's complement.
__attribute__((section(".retained"))) static uint32_t starts[2];

void starts_count(void) {
  uint32_t before = starts[1] == ~starts[0] ? starts[0] : 0;
  starts[0] = before + 1;
  starts[1] = ~starts[0];
  band_statistics.values[0] = starts[0];
}
