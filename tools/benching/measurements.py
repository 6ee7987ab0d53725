"""What is measured, and beside what."""
import hashlib
import json
import os
import statistics
import tempfile

from benching.processes import Debugger, RunFailed, address_of, bandbox, canonical, image, qemu, timed

BENCH = ["begin", "crc 21bbc831", "matrix fcf0d298", "tokens 7ccfb982", "list 0f5fcd92", "end"]
CALLS = [
    "begin", "sorting 1d5b51df", "code 0037722a", "calendar febf5fb7", "records c79fc988", "picture 47b10b71", "end",
]
TICKS = ["begin", "ticks c132b91d", "end"]
REGISTERS = ["begin", "registers eeb2ecae", "end"]
MICROBIT = ("--board", "microbit")
STILL = ("--wear", "none")
# Runs of a program in a round: short ones are measured as often as makes the host's clock fine enough.
REPEATS = 3


class Build:
    """A built command, and what chooses its engine."""

    def __init__(self, command, engine=None):
        self.command, self.engine = command, engine

    @property
    def options(self):
        return ["--engine", self.engine] if self.engine else []


def check(name, machine, expected, lines):
    found = [line.strip() for line in lines if line.strip()]
    if found != expected:
        raise RunFailed(f"{name} on {machine}: expected {expected}, printed {found}")


class Measurement:
    """Something that takes time. `reference` names what it is measured beside in the same round."""

    reference = None
    # What the ratio is: to QEMU, more is faster; otherwise how many times the reference's seconds it takes.
    is_speed = False
    is_long = False
    has_engines = True
    # An earlier build is one command.
    has_baseline = True

    def __init__(self, name, title):
        self.name, self.title = name, title

    def measure(self, build):
        """A run of its own: `seconds`, and `result`, which two builds are to agree on."""
        raise NotImplementedError

    def measure_reference(self, build):
        """A run of what it is measured beside."""
        raise NotImplementedError


class Program(Measurement):
    """A firmware image that computes. Its start and its report are left out, measured by a run of a millisecond."""

    is_speed = True

    def __init__(self, name, title, image, duration, expected=None, options=(), other=None, counted=None):
        super().__init__(name, title)
        self.image, self.duration, self.expected, self.options = image, duration, expected, options
        self.reference = other and f"{other} on QEMU"
        self.other = other
        # A name and how many of it there are, for times of each.
        self.counted = counted

    def measure(self, build):
        start = whole = 0
        for _ in range(REPEATS):
            options = [*build.options, *self.options]
            start += bandbox(build.command, self.image, "1ms", *options)["seconds"]
            run = bandbox(build.command, self.image, self.duration, *options, prints=self.expected is not None)
            if self.expected:
                check(self.image, "Bandbox", self.expected, run["printed"])
            whole += run["seconds"]
        seconds = max(whole - start, 1e-6) / REPEATS
        return {
            "seconds": seconds, "start_seconds": start / REPEATS, "instructions": run["instructions"],
            "cycles": run["cycles"], "virtual_seconds": run["virtual_seconds"], "result": run["report"],
        }

    def measure_reference(self, build):
        seconds = 0
        for _ in range(REPEATS):
            run = qemu(self.other)
            check(self.other, "QEMU", self.expected, run["printed"])
            seconds += run["seconds"]
        return {"seconds": seconds / REPEATS}


class Wear(Measurement):
    """The band on its wearer, the whole process."""

    def __init__(self, name, title, duration, wear="day", is_long=False):
        super().__init__(name, title)
        self.duration, self.wear, self.is_long = duration, wear, is_long

    def measure(self, build, client=None, options=()):
        run = bandbox(
            build.command, "band", self.duration, *build.options, "--wear", self.wear, *options, client=client)
        return {
            "seconds": run["seconds"], "instructions": run["instructions"], "cycles": run["cycles"],
            "virtual_seconds": run["virtual_seconds"], "result": run["report"],
        }


class Debugged(Wear):
    """The same under a debugger, beside the same without one."""

    reference = "without"

    def measure(self, build, client=None, options=()):
        unused = Debugger(address_of("band", "hard_fault"), 0x07FD_0000)
        return super().measure(build, client=unused, options=("--gdb", "0"))

    def measure_reference(self, build):
        return super().measure(build)


SCENARIO = """name: bench
image: {image}
duration: {duration}
cell:
  charge: 80
timeline:
  - walk: 108
    daily: ["08:00", "17:30"]
    for: 25m
"""


class Power(Measurement):
    """`bandbox power` with functions, beside the same without them."""

    reference = "--no-functions"

    def __init__(self, name, title, duration):
        super().__init__(name, title)
        self.duration = duration

    def measure(self, build, options=()):
        with tempfile.TemporaryDirectory() as folder:
            scenario, results = os.path.join(folder, "bench.yaml"), os.path.join(folder, "out")
            with open(scenario, "w") as file:
                file.write(SCENARIO.format(image=image("band"), duration=self.duration))
            command = [build.command, "power", scenario, "--out", results, "--quiet", *build.options, *options]
            _, seconds = timed(command)
            return {"seconds": seconds, "result": self.contents(results)}

    def measure_reference(self, build):
        return self.measure(build, ["--no-functions"])

    @staticmethod
    def contents(folder):
        """Each file; of the report what does not differ from run to run."""
        found = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read()
            found[name] = canonical(json.loads(data)) if name == "report.json" else hashlib.sha256(data).hexdigest()
        return found


class Checkpoints(Measurement):
    """Checkpoints of the band, by a program of their own, which reports medians itself."""

    has_engines = has_baseline = False

    def measure(self, build):
        program = os.path.join(os.path.dirname(build.command), "checkpoint-bench")
        output, seconds = timed([program, image("band")])
        return {"seconds": seconds, "result": None, **json.loads(output)}


ALL = [
    Program("bench", "bench, from RAM", "bench", "20s", BENCH, STILL, "bench-microbit"),
    Program("bench-flash", "bench, from cached flash", "bench-flash", "20s", BENCH, STILL, "bench-microbit"),
    Program("bench-microbit", "bench, on the microbit", "bench-microbit", "20s", BENCH, MICROBIT, "bench-microbit"),
    Program("calls", "calls, from RAM", "calls", "45s", CALLS, STILL, "calls-microbit"),
    Program("calls-flash", "calls, from cached flash", "calls-flash", "45s", CALLS, STILL, "calls-microbit"),
    Program("calls-microbit", "calls, on the microbit", "calls-microbit", "45s", CALLS, MICROBIT, "calls-microbit"),
    Program("interrupts", "200,000 interrupts of a timer", "timer-microbit", "8s", TICKS, MICROBIT, "timer-microbit",
            ("interrupt", 200_000)),
    Program("registers", "10 million accesses to registers", "registers-microbit", "5s", REGISTERS, MICROBIT,
            "registers-microbit", ("access", 10_000_000)),
    Program("wake-ups", "90,000 wake-ups, 40 ms apart", "wake", "3600s", None, STILL, None,
            ("wake-up", 90_000)),
    Wear("day", "a day of the band", "1d"),
    Wear("twenty-days", "twenty days of the band", "20d", is_long=True),
    Debugged("debugger", "an hour's walk, debugger attached", "1h", "walk:110"),
    Power("power", "'bandbox power' with functions, 12 h", "12h"),
    Checkpoints("checkpoints", "checkpoints of the band"),
]


class Spread:
    """The median of some numbers, with the least and the greatest."""

    def __init__(self, values):
        self.median, self.low, self.high = statistics.median(values), min(values), max(values)

    def __str__(self):
        return f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f})"

    @property
    def values(self):
        return {"median": self.median, "low": self.low, "high": self.high}


def differences(a, b, place=""):
    """Where two results differ, as paths."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            where = f"{place}.{key}" if place else str(key)
            if key not in a or key not in b:
                yield f"{where} is in one only"
            else:
                yield from differences(a[key], b[key], where)
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for index, (x, y) in enumerate(zip(a, b)):
            yield from differences(x, y, f"{place}[{index}]")
    elif a != b:
        is_short = all(isinstance(value, (int, float, str, bool)) and len(str(value)) < 30 for value in (a, b))
        yield f"{place}: {a} and {b}" if is_short else place
