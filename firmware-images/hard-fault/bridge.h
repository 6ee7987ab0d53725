#ifndef HARD_FAULT_BRIDGE_H
#define HARD_FAULT_BRIDGE_H
#include "cpu.h"

void read_nothing(void);
#endif
