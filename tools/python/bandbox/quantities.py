"""Charges and currents that compare with text: ``energy < "300 uC"``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import ClassVar, Mapping, TypeVar, Union

_TEXT = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Zµμ]+)\s*\Z")
_Self = TypeVar("_Self", bound="_Quantity")


def _digits(value: float) -> str:
    """Four significant digits, and all before the point: 10000 and not 1e+04."""
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"


@functools.total_ordering
@dataclass(frozen=True, eq=False)
class _Quantity:
    """A number in the smallest unit, with the band that the power model's coefficients leave open."""

    typical: float
    low: float
    high: float

    _units: ClassVar[Mapping[str, float]] = {}
    _shown: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls: type[_Self], text: str) -> _Self:
        """The quantity in a text such as ``300 uC``. ValueError names the units that there are."""
        match = _TEXT.match(text)
        factor = cls._units.get(match[2].replace("µ", "u").replace("μ", "u")) if match else None
        if match is None or factor is None:
            raise ValueError(f"expected a number and one of {', '.join(cls._units)}, found {text!r}")
        value = float(match[1]) * factor
        return cls(value, value, value)

    def _other(self, other: object) -> float:
        if isinstance(other, str):
            return type(self).parse(other).typical
        if isinstance(other, type(self)):
            return other.typical
        if other == 0 and isinstance(other, (int, float)):
            return 0.0
        raise TypeError(f"{type(self).__name__}: expected text with a unit, such as '1 {self._shown[-2]}', found {other!r}")

    def __lt__(self, other: Union[str, int, "_Quantity"]) -> bool:
        return self.typical < self._other(other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (str, type(self))) and other != 0:
            return NotImplemented
        return self.typical == self._other(other)

    def __hash__(self) -> int:
        return hash(self.typical)

    def __float__(self) -> float:
        return float(self.typical)

    def __sub__(self: _Self, other: _Self) -> _Self:
        return type(self)(self.typical - other.typical, self.low - other.low, self.high - other.high)

    def __add__(self: _Self, other: _Self) -> _Self:
        return type(self)(self.typical + other.typical, self.low + other.low, self.high + other.high)

    def to(self, unit: str) -> float:
        """The typical value in a unit."""
        if unit not in self._units:
            raise ValueError(f"expected one of {', '.join(self._units)}, found {unit!r}")
        return self.typical / self._units[unit]

    def _text(self, value: float) -> tuple[str, str]:
        unit = next((unit for unit in self._shown if abs(value) >= self._units[unit]), self._shown[-1])
        return _digits(value / self._units[unit]), unit

    def __str__(self) -> str:
        number, unit = self._text(self.typical)
        factor = self._units[unit]
        if self.low == self.high:
            return f"{number} {unit}"
        return f"{number} {unit} ({_digits(self.low / factor)} ... {_digits(self.high / factor)})"

    __repr__ = __str__


class Charge(_Quantity):
    """A charge in nanocoulombs: ``typical``, and ``low`` ... ``high`` by the coefficients' bands. Compares by ``typical``."""

    _units = {"nC": 1, "uC": 1e3, "mC": 1e6, "C": 1e9, "nAh": 3.6e3, "uAh": 3.6e6, "mAh": 3.6e9}
    _shown = ("C", "mC", "uC", "nC")

    @property
    def nanocoulombs(self) -> int:
        """The typical value; exact where it was measured."""
        return round(self.typical)


class Current(_Quantity):
    """A current in microamperes: ``typical``, and ``low`` ... ``high``. Compares by ``typical``."""

    _units = {"nA": 1e-3, "uA": 1, "mA": 1e3, "A": 1e6}
    _shown = ("A", "mA", "uA", "nA")
