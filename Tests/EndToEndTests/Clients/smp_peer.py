"""A device that speaks SMP, made of the public packages smp and cbor2 alone, so that a client is not tried against a server
of its own making: framing, headers and every message are encoded and decoded by smp, which refuses unknown keys.

Usage: smp_peer.py LINK [--udp] [--chatty] [--lossy N] [--stop-at OFFSET] [--buffer SIZE] [--refuse revert|erase]

Serves a pseudo-terminal behind the symbolic link LINK, or a UDP port of its own whose number it prints. --chatty puts logs
and noise around every answer, --lossy N keeps every Nth answer to itself, --stop-at falls silent at that offset of an
upload until the uploader comes back with the first piece. --refuse does not keep an image over a reset: it goes back, or
erases it. Prints a line of JSON for each thing that it did.
"""

import argparse
import hashlib
import json
import os
import pty
import socket
import struct
import tty

import cbor2
from smp import enumeration_management as enumeration
from smp import error, header, packet
from smp import file_management as files
from smp import image_management as image
from smp import os_management as system
from smp import settings_management as settings
from smp import shell_management as shell
from smp import statistics_management as statistics

REQUESTS = [
    system.EchoWriteRequest, system.MCUMgrParametersReadRequest, system.OSApplicationInfoReadRequest,
    system.DateTimeReadRequest, system.DateTimeWriteRequest, system.ResetWriteRequest,
    image.ImageStatesReadRequest, image.ImageStatesWriteRequest, image.ImageUploadWriteRequest, image.ImageEraseRequest,
    statistics.ListOfGroupsRequest, statistics.GroupDataRequest,
    settings.ReadSettingRequest, settings.WriteSettingRequest, settings.DeleteSettingRequest,
    settings.SaveSettingsRequest, settings.CommitSettingsRequest,
    files.FileDownloadRequest, files.FileStatusRequest, files.FileHashChecksumRequest,
    shell.ExecuteRequest, enumeration.GroupDetailsRequest,
]
COUNTERS = {"activity": {"steps": 12345, "heart_rate": 61}, "power": {"uptime_ms": 0x123456789}}
LOG = bytes(range(256)) * 9 + b"end"


def say(**event):
    print(json.dumps(event), flush=True)


class Refused(Exception):
    """Carries the group's error, or one of the protocol."""


class Device:
    def __init__(self, options):
        self.options = options
        self.time = None
        self.settings = {"band/goal": struct.pack("<I", 8000), "band/wrist_raise": b"\x01", "band/name": b"Band"}
        self.defaults = dict(self.settings)
        self.slots = {0: {"version": "1.0.0", "hash": bytes(32)}}
        self.pending = None
        self.confirmed = True
        self.upload = None
        self.silent = False

    def states(self, request, reply):
        images = []
        for slot, held in sorted(self.slots.items()):
            pending = slot == 1 and self.pending is not None
            images.append(image.ImageState(
                slot=slot, version=held["version"], hash=held["hash"], bootable=True, pending=pending,
                confirmed=slot == 0 and self.confirmed, active=slot == 0, permanent=pending and self.pending))
        return reply(request, images=images, splitStatus=0)

    def answer(self, data):
        """The reply's bytes; nothing while it is silent."""
        try:
            head = header.Header.loads(bytes(data[:8]))
        except ValueError:
            # A command that this package does not know: slot information, for one.
            op, _, _, group, sequence, command = struct.unpack("!BBHHBB", data[:8])
            payload = cbor2.dumps({"rc": int(error.MGMT_ERR.ENOTSUP)})
            return struct.pack("!BBHHBB", op + 1, 0, len(payload), group, sequence, command) + payload
        for kind in REQUESTS:
            if (kind._OP, kind._GROUP_ID, kind._COMMAND_ID) == (head.op, head.group_id, head.command_id):
                break
        else:
            return self.reply_error(head, error.MGMT_ERR.ENOTSUP)
        request = kind.loads(bytes(data))
        try:
            return getattr(self, kind.__name__)(request)
        except Refused as refusal:
            group, code = refusal.args
            return self.reply_error(head, code, group)

    def reply_error(self, head, code, group=None):
        payload = {"rc": int(code)} if group is None else {"err": {"group": int(group), "rc": int(code)}}
        return self.raw(head, payload)

    def raw(self, head, payload):
        data = cbor2.dumps(payload)
        op = header.OP.READ_RSP if head.op == header.OP.READ else header.OP.WRITE_RSP
        return bytes(header.Header(
            op=op, version=head.version, flags=header.Flag(0), length=len(data), group_id=head.group_id,
            sequence=head.sequence, command_id=head.command_id)) + data

    def made(self, kind, request, **fields):
        return bytes(kind(version=request.header.version, sequence=request.header.sequence, **fields))

    # Operating system

    def EchoWriteRequest(self, request):
        return self.made(system.EchoWriteResponse, request, r=request.d)

    def MCUMgrParametersReadRequest(self, request):
        return self.made(system.MCUMgrParametersReadResponse, request, buf_size=self.options.buffer, buf_count=2)

    def OSApplicationInfoReadRequest(self, request):
        return self.made(system.OSApplicationInfoReadResponse, request, output=f"Peer {request.format}")

    def DateTimeReadRequest(self, request):
        if self.time is None:
            raise Refused(0, 4)
        return self.made(system.DateTimeReadResponse, request, datetime=self.time)

    def DateTimeWriteRequest(self, request):
        self.time = request.datetime
        return self.made(system.DateTimeWriteResponse, request)

    def ResetWriteRequest(self, request):
        say(event="reset")
        if self.pending is not None and self.options.refuse:
            self.pending = None
            if self.options.refuse == "erase":
                self.slots.pop(1)
        if self.pending is not None:
            self.slots = {0: self.slots[1], 1: self.slots[0]}
            self.confirmed = self.pending
            self.pending = None
        return self.made(system.ResetWriteResponse, request)

    # Images

    def ImageStatesReadRequest(self, request):
        return self.states(request, lambda r, **f: self.made(image.ImageStatesReadResponse, r, **f))

    def ImageStatesWriteRequest(self, request):
        if not request.hash:
            if not request.confirm:
                raise Refused(1, 24)
            self.confirmed = True
        elif self.slots.get(0, {}).get("hash") == request.hash:
            if not request.confirm:
                raise Refused(1, 33)
            self.confirmed = True
        elif self.slots.get(1, {}).get("hash") == request.hash:
            self.pending = bool(request.confirm)
        else:
            raise Refused(1, 8)
        # smp's class for this answer has the operation of an answer to a read.
        answer = bytearray(self.states(request, lambda r, **f: self.made(image.ImageStatesReadResponse, r, **f)))
        answer[0] |= 2
        return bytes(answer)

    def ImageUploadWriteRequest(self, request):
        if request.off == 0:
            self.silent = False
            if request.data[:4] != b"\x3d\xb8\xf3\x96":
                raise Refused(1, 23)
            if self.upload and self.upload["sha"] == request.sha and self.upload["data"]:
                say(event="resumed", at=len(self.upload["data"]))
                return self.made(image.ImageUploadWriteResponse, request, off=len(self.upload["data"]))
            self.upload = {"sha": request.sha, "len": request.len, "data": b"", "largest": 0}
        if self.upload is None:
            # As Zephyr does: it has forgotten the upload and wants the first piece.
            return self.made(image.ImageUploadWriteResponse, request, off=0)
        held = self.upload
        stop = self.options.stop_at
        if self.silent or (stop is not None and len(held["data"]) >= stop and request.off > 0):
            self.options.stop_at = None
            self.silent = True
            return None
        if request.off == len(held["data"]):
            held["data"] += request.data
            held["largest"] = max(held["largest"], len(bytes(request)))
        fields = {"off": len(held["data"])}
        if len(held["data"]) == held["len"]:
            sha = hashlib.sha256(held["data"]).digest()
            fields["match"] = sha == held["sha"]
            data = held["data"]
            end = struct.unpack_from("<H", data, 8)[0] + struct.unpack_from("<I", data, 12)[0]
            major, minor, revision = struct.unpack_from("<BBH", data, 20)
            at = data.index(struct.pack("<HH", 0x10, 32), end)
            self.slots[1] = {"version": f"{major}.{minor}.{revision}", "hash": data[at + 4 : at + 36]}
            say(event="uploaded", bytes=len(data), sha=sha.hex(), largest=held["largest"])
            self.upload = None
        return self.made(image.ImageUploadWriteResponse, request, **fields)

    def ImageEraseRequest(self, request):
        if request.slot == 0:
            raise Refused(1, 9)
        self.slots.pop(1, None)
        return self.made(image.ImageEraseResponse, request)

    # The rest

    def ListOfGroupsRequest(self, request):
        return self.made(statistics.ListOfGroupsResponse, request, stat_list=list(COUNTERS))

    def GroupDataRequest(self, request):
        if request.name not in COUNTERS:
            raise Refused(2, 2)
        return self.made(statistics.GroupDataResponse, request, name=request.name, fields=COUNTERS[request.name])

    def ReadSettingRequest(self, request):
        if request.name not in self.settings:
            raise Refused(3, 3)
        return self.made(settings.ReadSettingResponse, request, val=self.settings[request.name])

    def WriteSettingRequest(self, request):
        self.settings[request.name] = request.val
        return self.made(settings.WriteSettingResponse, request)

    def DeleteSettingRequest(self, request):
        self.settings[request.name] = self.defaults[request.name]
        return self.made(settings.DeleteSettingResponse, request)

    def SaveSettingsRequest(self, request):
        say(event="saved")
        return self.made(settings.SaveSettingsResponse, request)

    def CommitSettingsRequest(self, request):
        return self.made(settings.CommitSettingsResponse, request)

    def FileDownloadRequest(self, request):
        if request.name != "/log/a":
            raise Refused(8, 3)
        more = {"len": len(LOG)} if request.off == 0 else {}
        return self.made(
            files.FileDownloadResponse, request, off=request.off, data=LOG[request.off : request.off + 300], **more)

    def FileStatusRequest(self, request):
        if request.name != "/log/a":
            raise Refused(8, 3)
        return self.made(files.FileStatusResponse, request, len=len(LOG))

    def FileHashChecksumRequest(self, request):
        return self.made(
            files.FileHashChecksumResponse, request, type="sha256", len=len(LOG), output=hashlib.sha256(LOG).digest())

    def ExecuteRequest(self, request):
        return self.made(
            shell.ExecuteResponse, request, o=" ".join(request.argv) + "\n", ret=3 if "fail" in request.argv else 0)

    def GroupDetailsRequest(self, request):
        return self.made(enumeration.GroupDetailsResponse, request, groups=(
            enumeration.GroupDetails(group=0, name="os mgmt", handlers=8), enumeration.GroupDetails(group=9)))


def serve_serial(device, options):
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.symlink(os.ttyname(slave), options.link)
    say(event="serving")
    decoder, answers, line = None, 0, b""
    while True:
        line += os.read(master, 4096)
        while b"\n" in line:
            one, line = line.split(b"\n", 1)
            if one.startswith(packet.START_DELIMITER):
                decoder = packet.decode()
                next(decoder)
            elif decoder is None:
                continue
            try:
                decoder.send(one + b"\n")
                continue
            except StopIteration as end:
                frame = end.value
            decoder = None
            reply = device.answer(frame)
            answers += 1
            if reply is None or (options.lossy and answers % options.lossy == 0):
                continue
            out = b"".join(packet.encode(reply))
            if options.chatty:
                # A log line, a frame that was broken off, a late answer to nothing, noise, and a bad checksum.
                late = bytes([reply[0]]) + reply[1:6] + bytes([reply[6] ^ 0x55]) + reply[7:]
                bad = bytearray(out)
                bad[5] ^= 1
                out = (b"<inf> asked\r\n\x06\tAAs\n" + b"".join(packet.encode(late)) + b"\xff\x00\x06\x04\x14\n"
                       + bytes(bad) + b"unfinished " + out + b"<inf> done\r\n")
            os.write(master, out)


def serve_udp(device, options):
    endpoint = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    endpoint.bind(("127.0.0.1", 0))
    say(event="serving", port=endpoint.getsockname()[1])
    while True:
        frame, sender = endpoint.recvfrom(65536)
        reply = device.answer(frame)
        if reply is not None:
            if options.chatty:
                endpoint.sendto(b"noise", sender)
            endpoint.sendto(reply, sender)


parser = argparse.ArgumentParser()
parser.add_argument("link")
parser.add_argument("--udp", action="store_true")
parser.add_argument("--chatty", action="store_true")
parser.add_argument("--lossy", type=int, default=0)
parser.add_argument("--stop-at", type=int)
parser.add_argument("--buffer", type=int, default=1024)
parser.add_argument("--refuse", choices=["revert", "erase"])
options = parser.parse_args()
(serve_udp if options.udp else serve_serial)(Device(options), options)
