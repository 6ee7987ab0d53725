"""Where the charge went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping

from .errors import BandboxError
from .quantities import Charge, Current


def _charge(json: Mapping[str, Any]) -> Charge:
    return Charge(json["typical"], json["low"], json["high"])


def _average(charge: Charge, seconds: float) -> Current:
    # Nanocoulombs in a second are nanoamperes.
    scale = 1e-3 / seconds if seconds > 0 else 0.0
    return Current(charge.typical * scale, charge.low * scale, charge.high * scale)


def _named(name: str, what: str, known: Iterable[str]) -> BandboxError:
    names = sorted(known)
    close = [other for other in names if other.lower() == name.lower()]
    return BandboxError(
        f"{what}: expected one of {', '.join(names)}, found '{name}'", nearest=close[0] if close else None
    )


class _Costly:
    """Something with a charge, by which it compares with text: ``energy < "300 uC"``. A current is compared, too: ``< "5 uA"``."""

    charge: Charge
    seconds: float

    @property
    def average(self) -> Current:
        """The average current over the whole time."""
        return _average(self.charge, self.seconds)

    def _pair(self, other: object) -> tuple[float, float]:
        if isinstance(other, Current) or (isinstance(other, str) and other.rstrip().endswith("A")):
            limit = other if isinstance(other, Current) else Current.parse(other)
            return self.average.typical, limit.typical
        if isinstance(other, _Costly):
            return self.charge.typical, other.charge.typical
        return self.charge.typical, self.charge._other(other)

    def __lt__(self, other: object) -> bool:
        mine, its = self._pair(other)
        return mine < its

    def __le__(self, other: object) -> bool:
        mine, its = self._pair(other)
        return mine <= its

    def __gt__(self, other: object) -> bool:
        mine, its = self._pair(other)
        return mine > its

    def __ge__(self, other: object) -> bool:
        mine, its = self._pair(other)
        return mine >= its


@dataclass(frozen=True)
class Part(_Costly):
    """A state of a component: how long it lasted and what it took."""

    name: str
    seconds: float
    charge: Charge


@dataclass(frozen=True)
class Component(_Costly):
    """A component of the board, its charge, and its states."""

    name: str
    seconds: float
    charge: Charge
    states: tuple[Part, ...]

    def __getitem__(self, state: str) -> Part:
        for part in self.states:
            if part.name == state:
                return part
        raise _named(state, f"states of {self.name}", (part.name for part in self.states))

    def __str__(self) -> str:
        states = ", ".join(f"{part.name} {part.charge} in {part.seconds:.6g} s" for part in self.states)
        return f"{self.name}: {self.charge} in {self.seconds:.6g} s, {self.average} on average ({states})"


@dataclass(frozen=True)
class Energy(_Costly):
    """The charge of all components over a stretch of time, the dearest first. Exact to the nanocoulomb."""

    #: Where it begins, in seconds since power-on.
    since: float
    seconds: float
    charge: Charge
    components: tuple[Component, ...]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> "Energy":
        """What ``GET /api/energy`` answers."""
        seconds = float(json["seconds"])
        return cls(
            since=float(json["since"]["seconds"]),
            seconds=seconds,
            charge=_charge(json["nanocoulombs"]),
            components=tuple(
                Component(
                    name=component["name"],
                    seconds=seconds,
                    charge=_charge(component["nanocoulombs"]),
                    states=tuple(
                        Part(part["name"], float(part["seconds"]), _charge(part["nanocoulombs"]))
                        for part in component["states"]
                    ),
                )
                for component in json["components"]
            ),
        )

    def __getitem__(self, component: str) -> Component:
        for found in self.components:
            if found.name == component:
                return found
        raise _named(component, "components", (found.name for found in self.components))

    def rows(self) -> list[dict[str, Any]]:
        """A row for each component and state, for tables: component, state, seconds, nanocoulombs with low and high."""
        return [
            {
                "component": component.name,
                "state": part.name,
                "seconds": part.seconds,
                "nanocoulombs": part.charge.nanocoulombs,
                "nanocoulombs_low": round(part.charge.low),
                "nanocoulombs_high": round(part.charge.high),
            }
            for component in self.components
            for part in component.states
        ]

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; needs pandas."""
        import pandas

        return pandas.DataFrame(self.rows())

    def to_arrow(self) -> Any:
        """The rows as an Arrow table; needs pyarrow."""
        import pyarrow

        return pyarrow.Table.from_pylist(self.rows())

    def __str__(self) -> str:
        lines = [f"{self.charge} in {self.seconds:.6g} s, {self.average} on average"]
        lines += [
            f"  {component.name:<24} {part.name:<20} {part.seconds:>12.6f} s  {part.charge}"
            for component in self.components
            for part in component.states
            if part.charge.typical
        ]
        return "\n".join(lines)


class Measurement:
    """The energy of a ``with band.measure() as measured:`` block, known at its end."""

    def __init__(self) -> None:
        self._energy: Energy | None = None

    @property
    def energy(self) -> Energy:
        """All of it."""
        if self._energy is None:
            raise BandboxError("the energy of a measurement is known when its 'with' block has ended")
        return self._energy

    @property
    def charge(self) -> Charge:
        """Of all components."""
        return self.energy.charge

    @property
    def average(self) -> Current:
        """All charge over all of the time."""
        return self.energy.average

    def __getitem__(self, component: str) -> Component:
        return self.energy[component]
