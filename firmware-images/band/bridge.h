// What the image shares with the outside by symbol: the emulator reads these from the ELF and from RAM.
#ifndef BAND_BRIDGE_H
#define BAND_BRIDGE_H
#include "cpu.h"

#define BAND_STATISTICS_MAGIC 0x444E4142u  // "BAND"
#define BAND_STATISTICS_FIELDS 24

// The band's own counts. values[i] belongs to the i-th name of band_statistics_names; count of them are in use.
struct BandStatistics {
  uint32_t magic, version, count;
  uint32_t values[BAND_STATISTICS_FIELDS];
};
#define SHARED __attribute__((swift_attr("nonisolated(unsafe)")))
extern SHARED struct BandStatistics band_statistics;
// The names in order, each ended by a zero byte, the list ended by an empty name. Those of the SMP group `band`.
extern const char band_statistics_names[];
// 0 sleeping, 1 sampling, 2 heart rate, 3 display, 4 charging, 5 link, 6 hibernating.
extern SHARED uint32_t band_activity;

// Survives a reset of the core, not the loss of power; valid while check is what retained_check() gives.
struct Retained {
  uint32_t magic, time, time_is_set, steps, steps_before, day, boots, reset_cause, check;
};
extern SHARED struct Retained band_retained;

// What the gauge of the cell knows, kept likewise.
#define GAUGE_WORDS 12
struct RetainedGauge {
  uint32_t magic;
  int32_t words[GAUGE_WORDS];
  uint32_t check;
};
extern SHARED struct RetainedGauge band_retained_gauge;

// The stack, from the end of all variables to the end of RAM, in words: how large it is, and how much of it was ever in
// use since stack_paint.
void stack_paint(void);
uint32_t stack_size(void);
uint32_t stack_used(void);
#endif
