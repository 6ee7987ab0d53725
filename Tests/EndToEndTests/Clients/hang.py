"""Makes an ELF whose functions with NAME in their symbol hang: a branch to itself is their first instruction.

Usage: hang.py IMAGE.elf HANGING.elf NAME
"""

import struct
import sys

data = bytearray(open(sys.argv[1], "rb").read())
name = sys.argv[3].encode()
sections = [
    struct.unpack_from("<10I", data, struct.unpack_from("<I", data, 32)[0] + 40 * index)
    for index in range(struct.unpack_from("<H", data, 48)[0])
]
count = 0
for _, kind, _, _, place, size, link, *_ in sections:
    if kind != 2:  # the symbol table
        continue
    for entry in range(place, place + size, 16):
        text, value, _, info, _, section = struct.unpack_from("<3IBBH", data, entry)
        start = sections[link][4] + text
        if info & 15 == 2 and name in data[start : data.index(b"\0", start)]:
            _, _, _, address, offset, *_ = sections[section]
            struct.pack_into("<H", data, offset + (value & ~1) - address, 0xE7FE)
            count += 1
assert count == 1, count
open(sys.argv[2], "wb").write(data)
