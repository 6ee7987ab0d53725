#include "../core-profile/bridge.h"
