// As many bytes as slot 0 has for a payload: with everything else they are too many.
#include <stdint.h>
__attribute__((section(".text.ballast"), used, retain)) const uint32_t ballast[(0x3F000 - 0x200) / 4] = {0xFFFFFFFF};
