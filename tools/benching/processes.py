"""One run of a program, and the processor time that it took."""
import contextlib
import json
import os
import re
import socket
import struct
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class RunFailed(Exception):
    """A run ended with another status than 0, or printed something else than it should."""


def image(name):
    return os.path.join(TOP, "firmware-images", name, f"{name}.elf")


@contextlib.contextmanager
def ended(process):
    """Leaves no process behind, whatever happens."""
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()


def wait(process):
    """Waits for the end; the status, and the seconds of the processor (user and system) that it took."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


def timed(command, client=None):
    """Runs a command; what it printed and its seconds. `client` is called with a process that serves a debugger."""
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True)
        with ended(process):
            if client:
                client(process)
            output = process.stdout.read()
            status, seconds = wait(process)
            process.stdout.close()
        errors.seek(0)
        said = errors.read().strip()[-300:] or "it said nothing"
        if status != 0:
            raise RunFailed(f"'{' '.join(command)}' ended with status {status}: {said}")
    return output, seconds


def bandbox(binary, name, duration, *options, prints=False, client=None):
    """A run of an image on a board; what its report says, and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        command = [binary, "run", image(name), "--for", duration, "--speed", "max", "--report", report, "--quiet"]
        output, seconds = timed([*command, *options] + (["--console"] if prints else []), client)
        with open(report) as file:
            values = json.load(file)
    return {
        "seconds": seconds, "instructions": values["instructions"], "cycles": values["cycles"],
        "virtual_seconds": values["virtual_seconds"], "report": canonical(values), "printed": output.split("\n"),
    }


def canonical(report, is_image=False):
    """A report without what differs from run to run."""
    if isinstance(report, list):
        return [canonical(value) for value in report]
    if not isinstance(report, dict):
        return report
    without = ("host_seconds", "link", "path") if is_image else ("host_seconds", "link")
    return {key: canonical(value, key == "image") for key, value in report.items() if key not in without}


def used_seconds(pid):
    """What all threads of a process have used so far."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def qemu(name):
    """A run on QEMU's microbit as fast as it goes; its seconds are those between the lines `begin` and `end`."""
    command = ["qemu-system-arm", "-M", "microbit", "-kernel", image(name), "-display", "none", "-serial", "stdio"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines, begun, seconds = [], None, None
    with ended(process):
        for line in process.stdout:
            now = used_seconds(process.pid)
            lines.append(line.decode(errors="replace").strip())
            if lines[-1] == "begin":
                begun = now
            if lines[-1] == "end" and begun is not None:
                seconds = now - begun
                break
    process.stdout.close()
    if seconds is None:
        raise RunFailed(f"QEMU printed no line 'begin' and 'end' for {name}, but {lines}")
    return {"seconds": seconds, "printed": lines}


class Debugger:
    """A client of GDB's protocol: a breakpoint and a watchpoint where the program never comes, and it runs on."""

    def __init__(self, breakpoint, watched):
        self.commands = [f"Z0,{breakpoint:x},2", f"Z2,{watched:x},4", "c"]

    def __call__(self, process):
        line = next((line for line in process.stdout if line.startswith("{")), None)
        if line is None:
            return
        with socket.create_connection(("127.0.0.1", int(re.search(r'"port":(\d+)', line).group(1)))) as self.peer:
            self.pending = b""
            for command in ["QStartNoAckMode"] + self.commands:
                self.send(command)
                answer = self.receive()
                if command != "c" and answer != "OK":
                    raise RunFailed(f"the debugger's '{command}' was answered by '{answer}'")
        if not answer.startswith("W"):
            raise RunFailed(f"under a debugger the run stopped: '{answer}'")

    def send(self, text):
        self.peer.sendall(f"${text}#{sum(text.encode()) & 0xFF:02x}".encode())

    def receive(self):
        while (found := re.search(rb"\$([^#]*)#..", self.pending)) is None:
            more = self.peer.recv(4096)
            if not more:
                raise RunFailed("the debugger's connection ended early")
            self.pending += more
        self.pending = self.pending[found.end():]
        return found.group(1).decode()


def address_of(name, function):
    """Where a function of an image is."""
    with open(image(name), "rb") as file:
        data = file.read()
    offset, (size, count) = struct.unpack_from("<I", data, 32)[0], struct.unpack_from("<HH", data, 46)
    sections = [struct.unpack_from("<10I", data, offset + size * index) for index in range(count)]
    for section in (section for section in sections if section[1] == 2):
        names = sections[section[6]]
        for place in range(section[4], section[4] + section[5], 16):
            text, value = struct.unpack_from("<II", data, place)
            start = names[4] + text
            if data[start:data.index(b"\0", start)].decode() == function:
                return value & ~1
    raise RunFailed(f"{name}: no function {function}")
