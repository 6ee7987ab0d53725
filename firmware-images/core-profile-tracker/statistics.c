#include "bridge.h"

struct Statistics band_statistics = {0x444E4142, 1, 2, {0}};
__attribute__((used, retain)) const char band_statistics_names[] = "wakeups\0checksum\0";
