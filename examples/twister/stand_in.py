#!/usr/bin/env python3
"""What Twister does with a board whose serial port is a script's (--device-serial-pty) and that a command flashes
(--flash-command), in few lines, to try the two without Zephyr's tree:

  stand_in.py 'SERIAL COMMAND' 'FLASH COMMAND' BUILD SECONDS

As in Twister's device handler, the script gets the pty's master as standard input and output, the flash command gets
--build-dir, and the slave is opened at 115200 baud by pyserial. Done when 'PROJECT EXECUTION SUCCESSFUL' has come.
"""

import os
import pty
import re
import subprocess
import sys
import time

import serial

script, flash, build, seconds = sys.argv[1:]
master, slave = pty.openpty()
board = subprocess.Popen(re.split("[, ]", script), stdout=master, stdin=master, stderr=master)
subprocess.run([*re.split("[, ]", flash), "--build-dir", build], check=True)
port = serial.Serial(os.ttyname(slave), baudrate=115200, timeout=1)
end, passed = time.monotonic() + float(seconds), False
while not passed and time.monotonic() < end:
    line = port.readline().decode(errors="replace").rstrip()
    if line:
        print(line, flush=True)
    passed = "PROJECT EXECUTION SUCCESSFUL" in line
board.terminate()
sys.exit(0 if board.wait(timeout=10) == 0 and passed else 1)
