"""A client that cannot keep up with a band that runs as fast as it can.

Usage: slow_client.py BANDBOX IMAGE FOLDER [--lossless]

The image is `rtos`, whose heartbeats are numbered. Without --lossless the client attaches and reads nothing until the band has
ended; with it, it reads a byte at a time and has to get every beat. The band's report is FOLDER/report.json.
"""

import os
import subprocess
import sys
import tty

bandbox, image, folder, *lossless = sys.argv[1:]
port = folder + "/band"
command = [bandbox, "run", image, "--link", port, "--speed", "max", "--free-running", "--wait-for-client", "--for", "1600s"]
band = subprocess.Popen(
    command + ["--report", folder + "/report.json"] + lossless, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
)
while "connected to pseudotty" not in (line := band.stdout.readline()):
    assert line, "the band ended before it announced its port"
client = os.open(port, os.O_RDWR | os.O_NOCTTY)
tty.setraw(client)
if lossless:
    text = b""
    while b"beat 1500 slept\r\n" not in text[-20:]:
        text += os.read(client, 1)
    assert text.decode() == "start\r\n" + "".join(f"beat {number} slept\r\n" for number in range(1, 1501))
    print(len(text))
    os.close(client)
band.communicate()
sys.exit(band.returncode)
