"""A running band."""

from __future__ import annotations

import contextlib
import os
from types import TracebackType
from typing import Any, Iterator, Mapping, Sequence, Union, overload

from .client import Client
from .curve import Curve
from .energy import Component, Energy, Measurement
from .errors import BandboxError, NotReached
from .process import Process, command
from .quantities import Current

#: A length of virtual time: seconds, or text such as "250ms", "1h30m", "2d".
Length = Union[float, int, str]
Path = Union[str, "os.PathLike[str]"]


class Band:
    """A band that runs a firmware image, in a process of its own.

    Its time is held: it stands still but during ``run_for`` and ``run_until``, so that a test depends on nothing but what it
    does. ``free`` lets time go on by itself.
    """

    def __init__(
        self,
        image: Path | None = None,
        *,
        board: Path | None = None,
        seed: int | None = None,
        charge: float | None = None,
        wear: str | None = "rest",
        flash: Path | None = None,
        record: Path | None = None,
        held: bool = True,
        options: Sequence[str] = (),
        bandbox: str | None = None,
    ) -> None:
        """Starts the band and waits until it answers.

        image: the firmware; may be left out with `flash`. board: a board's name, or a board file. seed: of all random numbers.
        charge: state of charge at the start, in percent. wear: how the wearer lives, as `bandbox run --wear` has it.
        flash: a file that keeps the flash. record: a file for all that comes from outside, for `bandbox run --replay`; goes not
        with `back`. held: whether time stands still between runs. options: further options of `bandbox run`.
        bandbox: the command; the environment variable BANDBOX_BIN and PATH name it otherwise.
        """
        arguments = [] if image is None else [os.fspath(image)]
        for name, value in {
            "--board": board,
            "--seed": seed,
            "--charge": charge,
            "--wear": wear,
            "--flash": flash,
            "--record": record,
        }.items():
            if value is not None:
                arguments += [name, os.fspath(value) if isinstance(value, os.PathLike) else str(value)]
        if held:
            arguments.append("--held")
        self.record_path = None if record is None else os.fspath(record)
        self._process: Process | None = Process(command(bandbox), [*arguments, *options])
        self.arguments = self._process.arguments
        #: Where the page of the band is.
        self.url = self._process.url()
        #: The JSON API, for what has no method here.
        self.api = Client(self.url)
        #: The path of the band's serial port, for host tools.
        self.port = self._process.port

    # Life

    def __enter__(self) -> "Band":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the run; outputs, such as the recording, are written. May be called again."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            self.api.post("/api/end")
        except BandboxError:
            # It has ended by itself.
            pass
        process.wait()

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self._process is not None

    # Time

    @property
    def seconds(self) -> float:
        """Virtual seconds since power-on."""
        return float(self.api.get("/api/time")["seconds"])

    @property
    def ticks(self) -> int:
        """The same, exactly: ticks of 1/1,536,000,000 s."""
        return int(self.api.get("/api/time")["ticks"])

    def run_for(self, length: Length, *, speed: str | None = None) -> None:
        """Runs for a length of time, as fast as the host can or at a `speed` such as "1x"."""
        result = self.api.post("/api/run", **{"for": length, "speed": speed})
        if result["reason"] == "ended":
            raise BandboxError(f"the run ended after {result['time']['seconds']} s, before {length} were over")

    def run_until(
        self,
        condition: str,
        *,
        within: Length | None = None,
        every: Length | None = None,
        speed: str | None = None,
        after_bytes: int | None = None,
    ) -> float:
        """Runs until something is so; returns the seconds since power-on. NotReached where it is not so in time.

        The conditions are the expectations of scenarios that look at one moment (`display is lit`, `battery below 20 %`), and
        `wake-up`, `console has TEXT` and `answer` (to an SMP request). within: give up after this; a day where it is left out.
        every: how often it is looked at. after_bytes: begin when host tools have sent so many bytes in all.
        """
        result = self.api.post(
            "/api/run", until=condition, within=within, every=every, speed=speed, after_bytes=after_bytes
        )
        seconds = float(result["time"]["seconds"])
        if not result["met"]:
            found = f"; found: {result['found']}" if result.get("found") else ""
            raise NotReached(f"'{condition}' was not so by {seconds} s ({result['reason']}){found}")
        return seconds

    def hold(self) -> None:
        """Time stands still from now on."""
        self.api.put("/api/time", held=True)

    def let_go(self, speed: str | None = None) -> None:
        """Time goes on by itself from now on, at real time or a `speed` such as "10x"."""
        self.api.put("/api/time", held=False, speed=speed or "1x")

    @contextlib.contextmanager
    def free(self, speed: str = "1x") -> Iterator[None]:
        """A ``with`` block in which time goes on by itself, for a host tool that runs meanwhile."""
        self.let_go(speed)
        try:
            yield
        finally:
            self.hold()

    def checkpoint(self, name: str) -> None:
        """Keeps the present state under a name, for `back`."""
        self.api.post("/api/checkpoints", name=name)

    def back(self, *, to: Length | None = None, by: Length | None = None, checkpoint: str | None = None) -> None:
        """Goes back in time: to a time since power-on, by a length, or to a checkpoint."""
        self.api.post("/api/back", to=to, by=by, checkpoint=checkpoint)

    # What happens to it

    def input(self, what: str, value: str | float | None = None) -> None:
        """Lets something happen now: `what` and `value` as event files have them; ``inputs`` lists them."""
        self.api.post("/api/inputs", what=what, value=value)

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """What can happen to this band."""
        return list(self.api.get("/api/inputs"))

    def touch(self, length: str = "150ms") -> None:
        """Touches its key for a length of time."""
        self.input("touch", length)

    def walk(self, cadence: float = 110) -> None:
        """Walks from now on, so many steps a minute; 0 stops."""
        self.input("walk", cadence)

    def charger(self, plugged: bool = True) -> None:
        """Plugs the charger in or out."""
        self.input("charger", "in" if plugged else "out")

    def mains(self, up: bool = True) -> None:
        """Takes the mains away that the charger hangs on, or gives them back."""
        self.input("mains", "up" if up else "down")

    def temperature(self, celsius: float) -> None:
        """Sets the temperature around it."""
        self.input("temperature", celsius)

    def heart_rate(self, beats: float) -> None:
        """Sets the wearer's pulse, in beats a minute."""
        self.input("heart_rate", beats)

    def gesture(self, length: str = "3s") -> None:
        """Reaches for something and comes back within a length of time, whatever else the wearer does."""
        self.input("gesture", length)

    def notify(self, text: str) -> None:
        """Sends a notification of up to 40 bytes, over the data cable."""
        self.input("notification", text)

    def ship(self) -> None:
        """Puts it into ship mode, over the data cable."""
        self.input("ship")

    def send(self, data: str | bytes) -> None:
        """Sends text or bytes to its serial port, as a host tool does."""
        if isinstance(data, str):
            self.api.post("/api/console", text=data)
        else:
            self.api.post("/api/console", hex=data.hex())

    # What it shows

    @property
    def state(self) -> dict[str, Any]:
        """All there is to see now: battery, current, display, lights, statistics (docs/api.yaml, State)."""
        return dict(self.api.get("/api/state"))

    @property
    def battery(self) -> float:
        """State of charge in percent."""
        return float(self.state["battery"]["percent"])

    @property
    def current(self) -> Current:
        """What all loads draw now."""
        now = float(self.state["current"]["now_ua"])
        return Current(now, now, now)

    @property
    def statistics(self) -> dict[str, int]:
        """What the firmware counts, such as its steps."""
        return dict(self.state["statistics"])

    @property
    def console(self) -> str:
        """The plain text that it has sent on its serial port."""
        return str(self.api.get("/api/console")["text"])

    @property
    def smp(self) -> list[dict[str, Any]]:
        """The SMP requests and answers on the cable, decoded, with what each cost."""
        return list(self.api.get("/api/smp")["exchanges"])

    @property
    def bytes_in(self) -> int:
        """Bytes that host tools have sent over the serial port in all."""
        return int(self.api.get("/api/ports")["cable"]["bytes_in"])

    def screenshot(self, path: Path | None = None, *, scale: int = 6) -> bytes:
        """Display and LEDs as a PNG, and in a file where a path is given."""
        png: bytes = self.api.get("/api/screenshot", scale=scale)
        if path is not None:
            with open(path, "wb") as file:
                file.write(png)
        return png

    def read_memory(self, at: str | int, length: int = 4) -> bytes:
        """Bytes at a symbol, `SYMBOL+OFFSET`, or an address, read without any effect."""
        place = hex(at) if isinstance(at, int) else at
        return bytes.fromhex(self.api.get("/api/memory", at=place, length=length)["hex"])

    def write_memory(self, at: str | int, data: bytes) -> None:
        """Writes bytes as a debugger does."""
        self.api.put("/api/memory", at=hex(at) if isinstance(at, int) else at, hex=data.hex())

    @property
    def report(self) -> dict[str, Any]:
        """The report of the run so far."""
        return dict(self.api.get("/api/report"))

    # What it costs

    def mark(self, name: str) -> None:
        """Marks the present, for ``energy(since=...)``."""
        self.api.post("/api/marks", name=name)

    @overload
    def energy(self, component: None = None, *, since: str | None = None) -> Energy: ...
    @overload
    def energy(self, component: str, *, since: str | None = None) -> Component: ...
    def energy(self, component: str | None = None, *, since: str | None = None) -> Energy | Component:
        """Where the charge went since power-on, or since a mark; of one component where its name is given.

        Both compare with text: ``band.energy("OLED") < "300 uC"``.
        """
        energy = Energy.from_json(self.api.get("/api/energy", since=since))
        return energy if component is None else energy[component]

    @contextlib.contextmanager
    def measure(self) -> Iterator[Measurement]:
        """Measures a ``with`` block: ``with band.measure() as cost: ...``, then ``cost.charge``, ``cost.average``, ``cost["OLED"]``."""
        measured, name = Measurement(), f"python-{id(object())}"
        self.mark(name)
        try:
            yield measured
        finally:
            if self.is_open:
                measured._energy = self.energy(since=name)
                self.api.delete(f"/api/marks/{name}")

    def curve(
        self, *, start: Length | None = None, end: Length | None = None, points: int = 600, component: str | None = None
    ) -> Curve:
        """Current over time. It is recorded from the first call on: call it once before what it is to show."""
        json: Mapping[str, Any] = self.api.get(
            "/api/current", **{"from": start, "to": end, "points": points, "component": component}
        )
        return Curve.from_json(json)

    def __repr__(self) -> str:
        return f"<Band {self.url if self.is_open else 'closed'}>"
