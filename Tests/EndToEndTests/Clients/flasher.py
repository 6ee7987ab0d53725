"""A serial flasher, as vendors ship them: boots a loader through the chip's boot ROM, then erases, writes, verifies and
boots what a flash is to hold. Usage: flasher.py PORT LOADER.elf FLASH.bin"""

import struct
import sys
import time

import serial

RAM = 0x07FC0000


def loaded(path, base):
    """What an ELF loads from `base` on, as one piece."""
    data = open(path, "rb").read()
    offset, size, count = (*struct.unpack_from("<I", data, 28), *struct.unpack_from("<HH", data, 42))
    image = bytearray()
    for index in range(count):
        kind, start, _, address, length = struct.unpack_from("<5I", data, offset + index * size)
        if kind == 1 and length:
            place = address - base
            image.extend(b"\xff" * (place + length - len(image)))
            image[place : place + length] = data[start : start + length]
    return bytes(image)


def checksum(data):
    value = 0
    for byte in data:
        value ^= byte
    return value


class Flasher:
    def __init__(self, path):
        # Neither DTR nor RTS is touched.
        self.port = serial.Serial()
        self.port.port, self.port.baudrate, self.port.timeout = path, 57600, 5
        self.port.dsrdtr = self.port.rtscts = False
        self.port.open()

    def read(self, count):
        data = self.port.read(count)
        assert len(data) == count, f"{count} bytes expected, got {data.hex()}"
        return data

    def boot(self, loader, corrupt=False):
        """One try. Returns whether the checksum was right."""
        assert len(loader) <= 0xFFFF
        while self.read(1) != b"\x02":
            pass
        self.port.timeout = 0.03
        more = self.port.read(1)
        assert more == b"", f"no other device follows 02 with {more.hex()}"
        self.port.timeout = 5
        self.port.write(b"\x01" + struct.pack("<H", len(loader)))
        asked = time.monotonic()
        assert self.read(1) == b"\x06"
        print(f"accepted after {(time.monotonic() - asked) * 1000:.0f} ms")
        self.port.write(bytes([loader[0] ^ 0x40]) + loader[1:] if corrupt else loader)
        time.sleep(len(loader) * 10 / 57600)
        return self.read(1)[0] == checksum(loader)

    def start(self):
        self.port.write(b"\x06")
        self.port.baudrate = 115200
        while self.read(1) != b"\x02":
            pass
        assert self.read(2) == b"\x01\x01"

    def command(self, letter, address=0, count=0, data=b""):
        self.port.write(letter + struct.pack("<II", address, count) + data)
        assert self.read(1) == b"\x06", letter

    def identify(self):
        self.port.write(b"I" + bytes(8))
        while self.read(1) != b"\x06":  # announcements under way
            pass
        return self.read(7)

    def write(self, address, data):
        for place in range(0, len(data), 256):
            page = data[place : place + 256]
            if page.count(0xFF) == len(page):
                continue
            self.command(b"W", address + place, len(page), page + bytes([checksum(page)]))

    def verify(self, address, data):
        for place in range(0, len(data), 4096):
            piece = data[place : place + 4096]
            self.command(b"R", address + place, len(piece))
            got = self.read(len(piece))
            assert self.read(1)[0] == checksum(got)
            assert got == piece, next(place + i for i in range(len(piece)) if got[i] != piece[i])


def main():
    path, loader_path, image_path = sys.argv[1:]
    loader, image = loaded(loader_path, RAM), open(image_path, "rb").read().rstrip(b"\xff")
    flasher = Flasher(path)
    assert not flasher.boot(loader, corrupt=True)
    flasher.port.write(b"\x15")
    assert flasher.boot(loader)
    flasher.start()
    identity = flasher.identify()
    assert identity == bytes([0x36, 0x38, 0x30, 0x41, 0xEF, 0x60, 0x14]), identity.hex()
    print("identified", identity.hex())
    flasher.command(b"E", 0, len(image))
    flasher.verify(0, b"\xff" * 256)
    flasher.write(0, image)
    flasher.verify(0, image)
    print("verified", len(image))
    flasher.command(b"B")
    text = b""
    while b"band" not in text:
        byte = flasher.read(1)
        text += byte
    print("booted:", text.decode(errors="replace"))


main()
