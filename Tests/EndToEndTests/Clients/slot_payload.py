"""Writes what an ELF loads into slot 0, from its vector table on, as a flat binary: what imgtool signs.

usage: slot_payload.py ELF BINARY [SEED]
With a seed the last bytes behind the payload differ, so that images of one source have hashes of their own.
"""

import struct
import sys

BASE, END = 0x0801_0200, 0x0805_0000

data = open(sys.argv[1], "rb").read()
header_at, = struct.unpack_from("<I", data, 28)
size, count = struct.unpack_from("<HH", data, 42)
image = bytearray()
for index in range(count):
    kind, offset, _, physical, length = struct.unpack_from("<IIIII", data, header_at + index * size)
    if kind != 1 or not BASE <= physical < END or length == 0:
        continue
    place = physical - BASE
    image.extend(b"\xff" * (place + length - len(image)))
    image[place:place + length] = data[offset:offset + length]
if len(sys.argv) > 3:
    image += struct.pack("<I", int(sys.argv[3]))
open(sys.argv[2], "wb").write(image)
