"""Puts values at the ends of every range, and of every wrong kind, into every field of every command of a device.

    extreme_requests.py PORT band|recovery

Prints a line a finding; the last line is `done N` with the number of requests. Frames are made here, so that nothing of a
client keeps a value from the device.
"""
import base64
import binascii
import datetime
import struct
import sys
import time

import cbor2
import serial

NUMBERS = [0, 1, 2, 3, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1]
NEGATIVE = [-1, -(2**31), -(2**31) - 1, -(2**32), -(2**63), -(2**64)]
OTHERS = ["", "a" * 200, b"", b"a" * 200, [], [[[[]]], -1], {}, {"a": 1}, True, False, None, 1.5, float("nan")]
VALUES = NUMBERS + NEGATIVE + OTHERS

number = (int, "number")
flag = (bool, int, "flag")
text, data, array = (str,), (bytes,), (list,)
header = struct.pack("<IIHHIIBBHII", 0x96F3B83D, 0, 0x200, 0, 100, 0, 2, 0, 0, 0, 0)

READ, WRITE = 0, 2
RESET = (WRITE, 0, 5, {"force": (flag, False), "boot_mode": (number, 256)})
UPLOAD = (WRITE, 1, 1, {
    "image": (number, 0), "len": (number, 300), "off": (number, 0), "sha": (data, b"s" * 32), "data": (data, header)})
IMAGE = [
    (WRITE, 0, 0, {"d": (text, "x")}), (READ, 0, 6, {}), (READ, 0, 8, {"query": (text, "mode")}), RESET,
    (READ, 1, 0, {}), (WRITE, 1, 0, {"hash": (data, b"h" * 32), "confirm": (flag, False)}), UPLOAD,
    (WRITE, 1, 5, {"slot": (number, 1)}), (READ, 1, 6, {}),
]
BAND = IMAGE + [
    (READ, 0, 2, {}), (READ, 0, 3, {}), (READ, 0, 4, {}), (WRITE, 0, 4, {"datetime": (text, "2026-01-02T03:04:05")}),
    (READ, 0, 7, {"format": (text, "a")}), (READ, 2, 0, {"name": (text, "band")}), (READ, 2, 1, {}),
    (READ, 3, 0, {"name": (text, "band/goal"), "max_size": (number, 4)}),
    (WRITE, 3, 0, {"name": (text, "band/goal"), "val": (data, b"\x10\x27\0\0")}),
    (WRITE, 3, 1, {"name": (text, "band/goal")}), (WRITE, 3, 2, {}), (READ, 3, 3, {}),
    (WRITE, 3, 3, {"name": (text, "band/goal")}),
    (READ, 8, 0, {"name": (text, "/activity.csv"), "off": (number, 0)}), (WRITE, 8, 0, {"name": (text, "/activity.csv")}),
    (READ, 8, 1, {"name": (text, "/activity.bin")}),
    (READ, 8, 2, {"name": (text, "/activity.csv"), "type": (text, "crc32"), "off": (number, 0), "len": (number, 9)}),
    (READ, 8, 3, {}), (WRITE, 8, 4, {}), (WRITE, 9, 0, {"argv": (array, ["uptime"])}), (READ, 10, 0, {}), (READ, 10, 1, {}),
    (READ, 10, 2, {"index": (number, 0)}), (READ, 10, 3, {"groups": (array, [0])}), (WRITE, 63, 0, {}),
    (READ, 66, 0, {}), (READ, 66, 1, {"start": (number, 0), "count": (number, 3)}), (WRITE, 66, 2, {}),
]
# Settings are numbers of four bytes: these are too large for each, or no numbers.
SETTINGS = {
    "band/heart_rate_interval": [b"\x01\0\0\0", b"\x81\x51\x01\0", b"\xff\xff\xff\xff", b"\0\0\0\x80"],
    "band/screen_timeout": [b"\x3d\0\0\0", b"\xff\xff\xff\xff"],
    "band/goal": [b"\0\0\0\0", b"\xa0\x86\x01\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"],
    "band/wrist_raise": [b"\x02\0\0\0", b"\xff\xff\xff\xff"],
    "band/name": [b"a" * 21, b"a" * 200, b"\n"],
}
# Beyond the clock's range, and no dates.
DATES = [
    "2136-02-07T06:28:00", "2136-02-07T06:28:15", "2136-02-07T06:28:16", "2136-02-07T06:27:59", "2136-01-01T00:00:00",
    "9999-12-31T23:59:59.999", "1999-12-31T23:59:59", "1900-01-01T00:00:00", "0000-00-00T00:00:00", "", "2026-02-30T00:00:00",
]


class Device:
    def __init__(self, port):
        self.port = serial.Serial(port, 115200, timeout=0.05)
        self.sequence = 0
        self.asked = 0

    def ask(self, operation, group, command, fields, patience=5.0):
        """The answer's map; asks three times, for a line may be lost while the port has just been opened."""
        for _ in range(3):
            self.sequence = (self.sequence + 1) & 0xFF
            self.asked += 1
            body = cbor2.dumps(fields)
            message = struct.pack(">BBHHBB", 8 | operation, 0, len(body), group, self.sequence, command) + body
            framed = struct.pack(">H", len(message) + 2) + message
            framed += struct.pack(">H", binascii.crc_hqx(message, 0))
            encoded = base64.b64encode(framed)
            for start in range(0, len(encoded), 120):
                self.port.write((b"\x06\x09" if start == 0 else b"\x04\x14") + encoded[start : start + 120] + b"\n")
            answer = self.take(time.monotonic() + patience)
            if answer is not None:
                return answer
        raise SystemExit(f"no answer to group {group}, command {command}, {fields!r:.200}")

    def take(self, deadline):
        line, packet = b"", b""
        while time.monotonic() < deadline:
            line += self.port.read(1) or b""
            if not line.endswith(b"\n"):
                continue
            start = max(line.rfind(b"\x06\x09"), line.rfind(b"\x04\x14"))
            if start >= 0:
                part = base64.b64decode(line[start + 2 :].strip())
                packet = part if line[start] == 6 else packet + part
                if len(packet) > 2 and len(packet) >= 2 + struct.unpack(">H", packet[:2])[0]:
                    message = packet[2:-2]
                    if message[6] == self.sequence:
                        return cbor2.loads(message[8:])
            line = b""
        return None


def is_error(answer):
    return "err" in answer or answer.get("rc", 0) != 0


def fits(kinds, value):
    if isinstance(value, bool):
        return "flag" in kinds
    if isinstance(value, int):
        return value >= 0 and ("number" in kinds or "flag" in kinds)
    return value is None or isinstance(value, kinds[:1])


def main():
    device = Device(sys.argv[1])
    is_band = sys.argv[2] == "band"
    time.sleep(0.3)
    device.ask(WRITE, 0, 0, {"d": "hello"})
    for operation, group, command, fields in BAND if is_band else IMAGE:
        good = {name: value for name, (_, value) in fields.items()}
        for name, (kinds, _) in fields.items():
            for value in VALUES:
                if (group, command, name) == (0, 5, "boot_mode") and fits(kinds, value) and (value or 0) < 256:
                    continue  # that would be done
                answer = device.ask(operation, group, command, good | {name: value})
                if not fits(kinds, value) and not is_error(answer) and (is_band or name not in ("force",)):
                    print(f"group {group}, command {command}: {name} = {value!r:.60} was taken: {answer!r:.200}")
        if not fields:
            device.ask(operation, group, command, {}, patience=15)
    for image in [3, 4, 255, 2**32, 2**64 - 1]:
        answer = device.ask(*UPLOAD[:3], {name: value for name, (_, value) in UPLOAD[3].items()} | {"image": image})
        if not is_error(answer):
            print(f"an upload to image {image} was taken: {answer}")
    if is_band:
        settings(device)
        dates(device)
    if device.ask(WRITE, 0, 0, {"d": "still here"}) != {"r": "still here"}:
        print("the device is not what it was")
    print("done", device.asked)


def settings(device):
    for name, values in SETTINGS.items():
        for value in values:
            answer = device.ask(WRITE, 3, 0, {"name": name, "val": value})
            if answer != {"rc": 3}:
                print(f"{name} = {value!r} was answered by {answer}")


def dates(device):
    for date in DATES:
        answer = device.ask(WRITE, 0, 4, {"datetime": date})
        if answer != {"rc": 3}:
            print(f"the date {date} was answered by {answer}")
    # Read back it is never before what was set, and at least once just behind it.
    delays = []
    for millisecond in [999, 1, 500, 678, 37, 250, 998, 750, 123, 0]:
        moment = datetime.datetime(2135, 12, 31, 23, 59, 58, millisecond * 1000)
        if device.ask(WRITE, 0, 4, {"datetime": moment.isoformat()}) != {}:
            print(f"the date {moment} was refused")
        now = datetime.datetime.fromisoformat(device.ask(READ, 0, 4, {})["datetime"])
        delays.append((now - moment).total_seconds())
    if min(delays) < 0 or min(delays) > 0.25:
        print(f"the time read back is off by {delays}")


main()
