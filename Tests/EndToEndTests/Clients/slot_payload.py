"""What an ELF loads into slot 0 behind the image's header, as one piece. Usage: slot_payload.py IMAGE.elf PAYLOAD.bin"""

import struct
import sys

START = 0x08010200

data = open(sys.argv[1], "rb").read()
offset, size, count = (*struct.unpack_from("<I", data, 28), *struct.unpack_from("<HH", data, 42))
payload = bytearray()
for index in range(count):
    kind, start, _, address, length = struct.unpack_from("<5I", data, offset + index * size)
    if kind == 1 and length:
        assert address >= START, hex(address)
        place = address - START
        payload.extend(b"\xff" * max(0, place + length - len(payload)))
        payload[place : place + length] = data[start : start + length]
open(sys.argv[2], "wb").write(payload)
