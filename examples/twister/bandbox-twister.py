#!/usr/bin/env python3
"""A board of Bandbox's as Twister's device under test. Two commands of one desk, which is a folder:

  bandbox-twister.py serial DESK [OPTIONS OF bandbox run]     for --device-serial-pty: waits until an image is flashed, starts the
                                                              board with it, and is its serial port (standard input and output)
  bandbox-twister.py flash DESK --build-dir BUILD             for --flash-command: gives it the image that was built

Each further flash starts the board anew. The port of a PPK2 that measures its supply is DESK/ppk2.
"""

import os
import shutil
import signal
import subprocess
import sys
import termios
import threading
import time
import tty


def flash(desk, arguments):
    build = arguments[arguments.index("--build-dir") + 1]
    for name in ("zephyr/zephyr.elf", "zephyr/zephyr.hex", "app.elf"):
        image = os.path.join(build, name)
        if os.path.exists(image):
            part = os.path.join(desk, "image.part")
            shutil.copy(image, part)
            os.replace(part, os.path.join(desk, "image"))
            return
    sys.exit(f"{build}: expected zephyr/zephyr.elf or zephyr/zephyr.hex")


class Board:
    """The process of the board, and its port."""

    def __init__(self, desk, options):
        port = os.path.join(desk, "port")
        self.process = subprocess.Popen(
            [os.environ.get("BANDBOX_BIN", "bandbox"), "run", os.path.join(desk, "image"), *options]
            + ["--link", port, "--ppk2", os.path.join(desk, "ppk2"), "--wait-for-client", "--quiet"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        # A line for each port; the last is the board's own.
        for line in self.process.stdout:
            if line.startswith(b'{"event":"ready"') or os.path.exists(port):
                break
        if self.process.poll() is not None:
            sys.exit("bandbox run did not start")
        self.port = os.open(port, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.port)
        threading.Thread(target=self.copy_output, daemon=True).start()

    def copy_output(self):
        while data := read(self.port):
            os.write(1, data)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def read(file):
    try:
        return os.read(file, 4096)
    except OSError:
        return b""


def serial(desk, options):
    image, stamp, board = os.path.join(desk, "image"), None, None
    # What an earlier run of Twister flashed is not this one's.
    begun = time.time()
    if os.isatty(0):
        tty.setraw(0, termios.TCSANOW)

    def copy_input():
        while data := read(0):
            if board is not None:
                os.write(board.port, data)

    def leave(*_):
        if board is not None:
            board.end()
        os._exit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    threading.Thread(target=copy_input, daemon=True).start()
    while board is None or board.process.poll() is None:
        if os.path.exists(image) and os.stat(image).st_mtime_ns != stamp and os.stat(image).st_mtime > begun - 1:
            if board is not None:
                board.end()
            stamp = os.stat(image).st_mtime_ns
            board = Board(desk, options)
        time.sleep(0.1)


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("serial", "flash"):
        sys.exit(__doc__)
    os.makedirs(sys.argv[2], exist_ok=True)
    (flash if sys.argv[1] == "flash" else serial)(os.path.abspath(sys.argv[2]), sys.argv[3:])


if __name__ == "__main__":
    main()
