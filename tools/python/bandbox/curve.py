"""Current over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping


@dataclass(frozen=True)
class Curve:
    """Least, mean and greatest current of equal stretches of time, in microamperes; None where nothing is known."""

    #: Seconds since power-on.
    start: float
    end: float
    #: One component, or None for all together.
    component: str | None
    minimum_ua: tuple[float | None, ...]
    mean_ua: tuple[float | None, ...]
    maximum_ua: tuple[float | None, ...]

    @classmethod
    def from_json(cls, json: Mapping[str, Any]) -> "Curve":
        """What ``GET /api/current`` answers."""
        return cls(
            start=float(json["from"]),
            end=float(json["to"]),
            component=json["component"],
            minimum_ua=tuple(json["minimum_ua"]),
            mean_ua=tuple(json["mean_ua"]),
            maximum_ua=tuple(json["maximum_ua"]),
        )

    @property
    def seconds(self) -> tuple[float, ...]:
        """Where each stretch begins, in seconds since power-on."""
        count = len(self.mean_ua)
        step = (self.end - self.start) / count if count else 0.0
        return tuple(self.start + step * index for index in range(count))

    def columns(self) -> dict[str, list[float | None]]:
        """By name, for tables."""
        return {
            "seconds": list(self.seconds),
            "minimum_ua": list(self.minimum_ua),
            "mean_ua": list(self.mean_ua),
            "maximum_ua": list(self.maximum_ua),
        }

    def to_pandas(self) -> Any:
        """A pandas DataFrame with the seconds as its index; needs pandas."""
        import pandas

        return pandas.DataFrame(self.columns(), dtype=float).set_index("seconds")

    def to_arrow(self) -> Any:
        """An Arrow table; needs pyarrow."""
        import pyarrow

        return pyarrow.table(self.columns())
