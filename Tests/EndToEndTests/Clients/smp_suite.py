"""Puts the band in the place of the SMP servers that smpclient's own integration tests start: they read a manifest of
servers and a command for each, and stay as they are.

Usage: smp_suite.py TESTS BANDBOX SIGNED-IMAGE
       smp_suite.py serve serial|udp PORT BANDBOX SIGNED-IMAGE

The first writes the manifest into TESTS/fixtures/smp-server and removes the servers there. The second is the manifest's
command: the band runs, and the TCP port PORT leads to its pty; `udp` has it at UDP port 1337 as well.
"""

import hashlib
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys


def serve(transport, port, bandbox, image):
    children = []

    def end(*_):
        for child in children:
            child.kill()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    # Whoever runs this may have blocked it: a Swift test has.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    command = [bandbox, "run", image, "--wear", "none", "--link", "band"]
    command += ["--udp", "1337"] if transport == "udp" else []
    band = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    children.append(band)
    for line in band.stdout:
        print(line, end="", flush=True)
        if "connected to pseudotty" in line:
            listener = f"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,fork"
            children.append(subprocess.Popen(["socat", listener, "FILE:band,raw,echo=0"]))
    end()


def prepare(tests, bandbox, image):
    servers = pathlib.Path(tests) / "fixtures" / "smp-server"
    shutil.rmtree(servers, ignore_errors=True)
    servers.mkdir(parents=True)
    # The suite takes the signed image that goes with a server from the name of the server's own.
    shutil.copy(image, servers / "band.signed.bin")
    (servers / "band.hex").write_text("The band itself; the command of the manifest starts it.\n")
    names = ["band.hex", "band.signed.bin"]
    sums = [f"{hashlib.sha256((servers / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (servers / "SHA256SUMS").write_text("".join(sums))
    command = [sys.executable, os.path.abspath(__file__), "serve"]
    band = {
        "artifact": "band.hex", "target": "bandbox", "transport": "serial", "buf_size": 1024, "buf_count": 4,
        "line_length_max": 128, "mcuboot": True, "ip_family": None, "udp_port": None, "run": None,
    }
    serial = {
        "config": "serial_recovery", "serial_recovery": True, "recovery_buf_size": 1024, "recovery_buf_count": 1,
        # Without `fs`: the band's files cannot be written.
        "groups": ["os", "img", "stat", "settings", "shell", "enum", "zbasic"],
        "qemu_cmd": shlex.join([*command, "serial", "<PORT>", bandbox, image]),
    }
    udp = {
        "config": "udp", "serial_recovery": False, "transport": "udp", "udp_port": 1337, "ip_family": "ipv4",
        "groups": ["os", "stat", "settings", "shell", "enum", "zbasic"],
        "qemu_cmd": shlex.join([*command, "udp", "<PORT>", bandbox, image]),
    }
    (servers / "manifest.json").write_text(json.dumps([band | serial, band | udp]))


if sys.argv[1] == "serve":
    serve(*sys.argv[2:])
else:
    prepare(*sys.argv[1:])
