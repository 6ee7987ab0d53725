#ifndef BAND1_BRIDGE_H
#define BAND1_BRIDGE_H
#include "../band/bridge.h"

#define CABLE_RING 2048
// What was received, in the retention RAM: the rest of SysRAM is the image's.
uint8_t *cable_ring(void);
#endif
