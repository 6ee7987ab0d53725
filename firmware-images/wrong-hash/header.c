// The header and the records that imgtool would write, with a hash that is not that of the image.
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

__attribute__((section(".image_records"), used)) const struct {
  uint16_t magic, size, type, length;
  uint8_t hash[32];
} image_records = {0x6907, 40, 0x10, 32, {0}};
