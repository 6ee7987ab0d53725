// The MCUboot header of an image that brings its own; mcuboot.ld puts it in its place.
#ifndef IMAGE_HEADER_H
#define IMAGE_HEADER_H
#include <stdint.h>

extern char _payload_size[];

__attribute__((section(".image_header"), used)) const struct {
  uint32_t magic, load_address;
  uint16_t header_size, protected_size;
  uint32_t image_size, flags;
  uint8_t major, minor;
  uint16_t revision;
  uint32_t build, reserved;
} image_header = {0x96F3B83D, 0, 0x200, 0, (uint32_t)_payload_size, 0, 1, 0, 0, 0, 0};
#endif
