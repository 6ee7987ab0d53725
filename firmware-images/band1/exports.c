#include "bridge.h"

struct BandStatistics band_statistics = {BAND_STATISTICS_MAGIC, 1, 0, {0}};
// Nothing here uses the names: they are for whoever reads the ELF, so the linker must be told to keep them.
__attribute__((used, retain)) const char band_statistics_names[] =
  "steps\0heart_rate\0battery_mv\0soc_percent\0charge_state\0wakeups\0uptime_s\0cadence\0"
  "heart_readings\0heart_failures\0touches\0screens\0buzzes\0goals\0fifo_overruns\0boots\0"
  "reset_cause\0link_attaches\0link_rx_dropped\0smp_requests\0smp_errors\0notifications\0";
uint32_t band_activity = 0;
__attribute__((section(".retained"))) struct Retained band_retained;
__attribute__((section(".retained"))) struct RetainedGauge band_retained_gauge;

__attribute__((section(".buffers"))) static uint8_t ring[CABLE_RING], send_ring[CABLE_SEND_RING];
uint8_t *cable_ring(void) { return ring; }
uint8_t *cable_send_ring(void) { return send_ring; }
