#ifndef BAND1_BRIDGE_H
#define BAND1_BRIDGE_H
#include "../band/bridge.h"

#define CABLE_RING 2048
#define CABLE_SEND_RING 512
// What was received, and what waits to be sent, in the retention RAM: the rest of SysRAM is the image's.
uint8_t *cable_ring(void);
uint8_t *cable_send_ring(void);
#endif
