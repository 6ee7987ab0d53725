"""Checks a capture of Bluetooth packets with nothing of ours: blocks, order of times, flags, and the CRC of each.

usage: ble_capture.py FILE [KEY]; prints how many packets of each kind there are. With a connection's long term key, as HCI has it,
all that it encrypts has to decrypt.
"""
import collections
import struct
import sys

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

ADVERTISING = 0x8E89BED6


def crc(data, start):
    """Bluetooth Core Specification, volume 6, part B, 3.1.1: the register's lowest bit first, as the bytes are sent."""
    value = int(f"{start:024b}"[::-1], 2)
    for byte in data:
        for bit in range(8):
            out = (value ^ byte >> bit) & 1
            value = value >> 1 ^ (0xDA6000 if out else 0)
    return value.to_bytes(3, "little")


def packets(data):
    place, links = 0, []
    while place < len(data):
        kind, size = struct.unpack_from("<II", data, place)
        assert size % 4 == 0 and struct.unpack_from("<I", data, place + size - 4)[0] == size
        if kind == 1:
            links.append(struct.unpack_from("<H", data, place + 8)[0])
        elif kind == 6:
            link, high, low, length, _ = struct.unpack_from("<IIIII", data, place + 8)
            # Others are of the cable.
            if links[link] == 256:
                yield high << 32 | low, data[place + 28 : place + 28 + length]
        place += size


class Encryption:
    """Volume 6, part B, 5.1.3.1, and part E, 2: packets that are not empty are counted, and those sent again not again."""

    def __init__(self, key):
        self.key, self.parts, self.counts, self.numbers = key, {}, {2: 0, 3: 0}, {}
        self.cipher, self.waiting = None, 0

    def take(self, header, payload, direction):
        number = header >> 3 & 1
        is_again = self.numbers.get(direction) == number
        self.numbers[direction] = number
        if not payload:
            return False
        if self.cipher:
            if not is_again:
                self.counts[direction] += 1
            # The peripheral's word that it begins may be sent again after the beginning.
            if self.counts[direction] == 0:
                return False
            nonce = (self.counts[direction] - 1 | (1 << 39 if direction == 2 else 0)).to_bytes(5, "little")
            nonce += self.parts[3][8:] + self.parts[4][8:]
            self.cipher.decrypt(nonce, payload, bytes([header & 0xE3]))
            return True
        if header & 3 == 3 and payload[0] in (3, 4):
            self.parts[payload[0]] = payload[11:] if payload[0] == 3 else payload[1:]
        if header & 3 == 3 and payload[0] == 5:
            diversifier = (self.parts[3][:8] + self.parts[4][:8])[::-1]
            block = Cipher(algorithms.AES(self.key[::-1]), modes.ECB()).encryptor()
            self.cipher = AESCCM(block.update(diversifier), tag_length=4)
        return False


key = bytes.fromhex(sys.argv[2]) if len(sys.argv) > 2 else None
encryptions = {}
seen = collections.Counter()
starts = {ADVERTISING: 0x555555}
last = 0
for time, packet in packets(open(sys.argv[1], "rb").read()):
    assert time >= last, (time, last)
    last = time
    channel, power, flags = packet[0], struct.unpack("b", packet[1:2])[0], struct.unpack_from("<H", packet, 8)[0]
    access, body = struct.unpack_from("<I", packet, 10)[0], packet[14:]
    # Without whitening, with a strength, its check right.
    assert channel < 40 and power == 0 and flags & 0x0C03 == 0x0C03, packet.hex()
    assert crc(body[:-3], starts[access]) == body[-3:], packet.hex()
    if access != ADVERTISING:
        assert channel not in (0, 12, 39) and flags >> 7 & 7 in (2, 3), packet.hex()
        seen["from the central" if flags >> 7 & 7 == 2 else "to the central"] += 1
        if key and encryptions[access].take(body[0], body[2:-3], flags >> 7 & 7):
            seen["decrypted"] += 1
        continue
    assert channel in (0, 12, 39) and flags >> 7 & 7 == 0, packet.hex()
    kind = body[0] & 15
    if kind == 5:
        made = struct.unpack_from("<I", body, 14)[0]
        encryptions[made] = Encryption(key)
        starts[made] = int.from_bytes(body[18:21], "little")
    seen[{0: "ADV_IND", 3: "SCAN_REQ", 4: "SCAN_RSP", 5: "CONNECT_IND"}[kind]] += 1
for kind, count in sorted(seen.items()):
    print(kind, count)
