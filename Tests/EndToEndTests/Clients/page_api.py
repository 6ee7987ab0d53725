"""A client of the API, by what its users do. Usage: page_api.py IMAGE [BOARD IMAGE2]"""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tty
import urllib.parse
import zlib

from page_band import Band

image = sys.argv[1]


def power():
    """A test of power, as one writes it."""
    with Band("--held", image=image) as band:
        assert band.get("state")["display"]["lit"] == 0
        assert band.get("current")["known"] == [0, 0]
        band.do("POST", "run", {"for": "1s"})
        band.do("POST", "marks", {"name": "touch"})
        band.do("POST", "inputs", {"what": "touch"})
        result = band.do("POST", "run", {"until": "display is lit", "within": "1s"})
        assert result["met"] and result["found"].startswith("lit"), result
        picture = band.get("screenshot?scale=2")
        assert picture[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", picture[16:24]) == (144, 80)
        assert band.do("POST", "run", {"until": "display is dark", "within": "1m"})["met"]
        energy = band.get("energy?since=touch")
        assert energy["components"][0]["name"] == "OLED", energy["components"][0]
        assert 0 < energy["components"][0]["nanocoulombs"]["typical"] <= energy["nanocoulombs"]["typical"]
        curve = band.get("current?component=OLED&points=100")
        assert max(value or 0 for value in curve["maximum_ua"]) > 500
        # The means of the curve are the charge over the time, but for what lies in one stretch with the touch.
        since = band.get("current?from=1&points=1000")
        charge = sum(since["mean_ua"]) * (since["to"] - since["from"])
        typical = energy["nanocoulombs"]["typical"]
        assert abs(charge - typical) < typical / 1e3, (charge, typical)
        assert band.get("profile")["nodes"] == []
        band.do("PUT", "profile", {"running": True})
        band.do("POST", "marks", {"name": "profile"})
        band.do("POST", "inputs", {"what": "touch"})
        band.do("POST", "run", {"for": "5s"})
        profile = band.do("PUT", "profile", {"running": False})
        assert profile["nodes"][0]["total"] == band.get("energy?since=profile")["nanocoulombs"]["typical"]
        assert any(node["name"] == "[OLED on]" for node in profile["nodes"]), profile
        memory = band.get("memory?at=band_statistics&length=4")
        assert bytes.fromhex(memory["hex"]) == b"BAND" and memory["symbol"] == "band_statistics"
        band.do("PUT", "memory", {"at": "band_statistics+0", "hex": memory["hex"]})
        status, answer = band.ask("GET", "memory?at=band_statistic")
        assert status == 404 and answer["nearest"] == "band_statistics", answer
        for body, part in [
            ({"until": "display is lid"}, "did you mean 'lit'"), ({"until": "display is lit at day 2"}, "without a time"),
            ({"until": "statistic stebs above 3"}, "steps"), ({"until": "led 9 is blue"}, "expected"), ({"for": "x"}, "a time such as"),
        ]:
            status, answer = band.ask("POST", "run", body)
            assert status == 400 and part in answer["error"], (body, answer)
        assert "digest" in band.end()


def held_port():
    """Bytes of a host tool on the pty, while time is held, are a function of the run alone."""
    frame = bytes.fromhex("0609") + b"AAsCAAADAAAAAKBrpg==\n"
    seen = []
    for delay in [0, 0.2]:
        with Band("--held", image=image) as band:
            band.do("POST", "run", {"for": "1s"})
            port = os.open(band.port, os.O_RDWR | os.O_NOCTTY)
            tty.setraw(port)
            for number in range(2):
                time.sleep(delay)
                os.write(port, b"noise\n" + frame)
                sent = (number + 1) * (len(frame) + 6)
                band.do("POST", "run", {"for": "300ms", "after_bytes": sent})
            assert band.get("ports")["cable"]["bytes_in"] == sent
            seen.append((band.get("energy"), band.get("state"), band.get("smp")))
            os.close(port)
            status, answer = band.ask("POST", "run", {"for": "1s", "after_bytes": 1 << 40}) if delay else (409, None)
            assert status == 409, answer
            band.end()
    assert seen[0] == seen[1]


def conversation():
    """The console, and SMP requests decoded."""
    with Band("--held", image=image) as band:
        band.do("POST", "run", {"for": "1s"})
        band.do("POST", "console", {"hex": echo("hello").hex()})
        assert band.do("POST", "run", {"until": "answer", "within": "2s"})["met"]
        smp = band.get("smp")
        last = smp["exchanges"][-1]
        assert last["name"] == "os echo (write)" and last["request"] == {"d": "hello"} and last["answer"]["r"] == "hello", last
        assert 0 < last["milliseconds"] < 1000 and last["nanocoulombs"] > 0
        assert band.get(f"smp?since={smp['next'] + 1}")["next"] == smp["next"]
        band.end()


def wires():
    """What passes on the wires, by request and by subscription, and a recording."""
    with Band("--held", image=image) as band:
        band.do("POST", "run", {"for": "1s"})
        assert band.get("transfers")["transfers"] == [] and "cable" in band.get("board")["buses"]
        watched = Subscription(band, "transfers")
        answer = watched.ask({"last": 5})
        assert answer["running"] and answer["transfers"] == [], answer
        band.do("POST", "inputs", {"what": "touch"})
        band.do("POST", "console", {"text": "hello\n"})
        band.do("POST", "run", {"until": "display is lit", "within": "1s"})
        band.do("POST", "run", {"for": "200ms"})
        answer = watched.ask({"since": answer["next"], "bus": "cable"})
        assert b"hello\n".hex() in [one["received"] for one in answer["transfers"] if one["direction"] == "read"], answer
        bus = band.get("transfers?last=2000")
        shown = [one for one in bus["transfers"] if one.get("part") == "display"]
        # 72 x 40 pixels, in pages of a column's eight.
        assert sum(one["count"] for one in shown) >= 360 and all(one["kind"] == "SPI" and len(one["sent"]) == 2 * min(one["count"], 256) for one in shown), bus
        status, answer = band.ask("GET", "transfers?bus=SPI9")
        assert status == 404 and answer["nearest"] in band.get("board")["buses"], answer
        recorded = band.get("recording").decode()
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/now.rec", "w") as file:
                file.write(recorded)
            replay = subprocess.run(
                [os.environ["BANDBOX_BIN"], "run", image, "--replay", folder + "/now.rec"], stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        assert replay.returncode == 0 and "the same digest" in replay.stdout, replay.stdout
        report = band.get("report")
        same = band.do("PUT", "comparison", {"report": report, "name": "a"})
        assert same["runs"] == ["a", "this run"] and all(abs(one["change"]["typical"]) < 1e-9 for one in [same["total"], *same["components"]]), same
        band.do("POST", "run", {"for": "1m"})
        changed = band.get("comparison")
        assert changed["components"][0]["name"] == "OLED" and changed["components"][0]["change"]["typical"] < 0, changed["components"][0]
        band.do("DELETE", "comparison")
        assert band.get("comparison") is None
        band.end()


class Subscription:
    """A WebSocket, by the bytes of RFC 6455."""

    def __init__(self, band, path):
        place = urllib.parse.urlsplit(band.url)
        self.connection = socket.create_connection((place.hostname, place.port), timeout=20)
        self.connection.sendall(
            f"GET /api/{path} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode())
        self.stream = self.connection.makefile("rb")
        assert b"101" in self.stream.readline()
        while self.stream.readline() != b"\r\n":
            pass

    def send(self, kind, text=b""):
        # A mask of zeros leaves the text as it is.
        self.connection.sendall(bytes([0x80 | kind, 0x80 | len(text)]) + bytes(4) + text)

    def ask(self, message):
        """What a message is answered with."""
        self.send(1, json.dumps(message).encode())
        content, is_last = b"", False
        while not is_last:
            first, length = self.stream.read(2)
            is_last = bool(first & 0x80)
            if length > 125:
                length = int.from_bytes(self.stream.read(2 if length == 126 else 8), "big")
            content += self.stream.read(length)
        return json.loads(content)

    def close(self):
        """Says goodbye; what the server has sent after the last answer."""
        self.send(8)
        self.connection.shutdown(socket.SHUT_WR)
        return self.stream.read()


def goodbyes():
    """A close is answered with one close, however soon it comes."""
    with Band("--held", image=image) as band:
        for path in ["live", "transfers"]:
            for number in range(40):
                subscription = Subscription(band, path)
                for _ in range(number % 3):
                    subscription.ask({})
                assert subscription.close() == b"\x88\x00", (path, number)
        band.end()


def echo(text):
    """An SMP echo in console framing."""
    import base64

    payload = b"\xbf\x61d" + bytes([0x60 + len(text)]) + text.encode() + b"\xff"
    message = struct.pack(">BBHHBB", 2, 0, len(payload), 0, 1, 0) + payload
    crc = 0
    for byte in message:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    body = struct.pack(">H", len(message) + 2) + message + struct.pack(">H", crc)
    return b"\x06\x09" + base64.b64encode(body) + b"\n"


def request(band, text):
    """What a raw request is answered first."""
    place = urllib.parse.urlsplit(band.url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(text.replace("\n", "\r\n").encode())
        return connection.recv(1 << 16).decode(errors="replace").split("\r\n")[0]


def strangers():
    """Other hosts, other origins, and who has no token."""
    key = "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\n"
    with Band("--held", image=image) as band:
        host = urllib.parse.urlsplit(band.url).netloc
        assert "200" in request(band, f"GET /api/time HTTP/1.1\nHost: {host}\n\n")
        assert "403" in request(band, "GET /api/time HTTP/1.1\nHost: evil.example\n\n")
        assert "403" in request(band, f"GET / HTTP/1.1\nHost: evil.example:{host.split(':')[1]}\n\n")
        assert "403" in request(band, f"POST /api/end HTTP/1.1\nHost: {host}\nOrigin: http://evil.example\n\n")
        assert "403" in request(band, f"GET /api/live HTTP/1.1\nHost: {host}\nOrigin: http://evil.example\n{key}\n")
        assert "101" in request(band, f"GET /api/live HTTP/1.1\nHost: {host}\nOrigin: http://{host}\n{key}\n")
        assert "400" in request(band, f"GET /api/live HTTP/1.1\nHost: {host}\n\n")
        assert "413" in request(band, f"POST /api/run HTTP/1.1\nHost: {host}\nContent-Length: 99999999\n\n")
        band.end()
    with Band("--held", image=image, place="0.0.0.0:0") as band:
        place = urllib.parse.urlsplit(band.url)
        token = urllib.parse.parse_qs(place.query)["token"][0]
        assert len(token) == 32
        host = f"192.0.2.1:{place.port}"
        assert "401" in request(band, f"GET /api/time HTTP/1.1\nHost: {host}\n\n")
        assert "401" in request(band, f"GET /api/time?token={token[:-1]}x HTTP/1.1\nHost: {host}\n\n")
        assert "200" in request(band, f"GET /api/time?token={token} HTTP/1.1\nHost: {host}\n\n")
        assert "200" in request(band, f"GET /api/time HTTP/1.1\nHost: {host}\nAuthorization: Bearer {token}\n\n")
        assert "403" in request(band, f"GET /api/time?token={token} HTTP/1.1\nHost: {host}\nOrigin: http://evil.example\n\n")
        assert "200" in request(band, f"GET / HTTP/1.1\nHost: {host}\n\n")
        band.end()


def other_board(board, image):
    """A board with an LED matrix and two buttons."""
    with Band("--held", "--board", board, image=image) as band:
        about = band.get("board")
        assert about["display"] == {"columns": 5, "rows": 5}, about
        labels = {item["what"]: item["label"] for item in band.get("inputs")}
        assert "button B" in labels["P0_26"], labels
        band.do("POST", "run", {"for": "100ms"})
        band.do("POST", "inputs", {"what": "P0_26", "value": "low"})
        band.do("POST", "run", {"for": "100ms"})
        band.end()


power()
held_port()
conversation()
wires()
goodbyes()
strangers()
if len(sys.argv) > 3:
    other_board(sys.argv[2], sys.argv[3])
print("done")
