"""What an ELF loads into slot 0 behind the image's header, as one piece. Usage: slot_payload.py IMAGE.elf PAYLOAD.bin"""

import struct
import sys

START = 0x08010200
MAGIC = b"\x3d\xb8\xf3\x96"

data = open(sys.argv[1], "rb").read()
offset, size, count = (*struct.unpack_from("<I", data, 28), *struct.unpack_from("<HH", data, 42))
segments = []
for index in range(count):
    kind, start, _, address, length = struct.unpack_from("<5I", data, offset + index * size)
    if kind == 1 and length:
        segments.append((address, data[start : start + length]))
# An image that brings its header brings records too.
base = min(segments)[0] if min(segments)[1].startswith(MAGIC) else START
loaded = bytearray()
for address, contents in segments:
    assert address >= base, hex(address)
    place = address - base
    loaded.extend(b"\xff" * max(0, place + len(contents) - len(loaded)))
    loaded[place : place + len(contents)] = contents
if loaded.startswith(MAGIC):
    header, payload = struct.unpack_from("<H2xI", loaded, 8)
    loaded = loaded[header : header + payload]
open(sys.argv[2], "wb").write(loaded)
