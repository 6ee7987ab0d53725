#include "../band/bridge.h"
