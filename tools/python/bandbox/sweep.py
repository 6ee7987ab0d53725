"""Results of ``bandbox sweep``."""

from __future__ import annotations

import json
import os
import sqlite3
from typing import Any, Iterator


class Sweep:
    """The folder of a sweep, also while it runs: its points with their results."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.path = os.path.join(os.fspath(folder), "points.sqlite")

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    @property
    def progress(self) -> tuple[int, int]:
        """Points with a result, and points in all."""
        ((done, total),) = self._rows("SELECT (SELECT COUNT(*) FROM results), (SELECT COUNT(*) FROM points)")
        return done, total

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """A row for each point with a result: ``point``, its variables, its metrics, ``failed``, ``digest``."""
        for point, given, result in self._rows(
            "SELECT point, input, output FROM results JOIN points USING (point) ORDER BY point"
        ):
            given, result = json.loads(given), json.loads(result)
            variables = {name: _number(text) for name, text in given["variables"].items()}
            yield {
                "point": point,
                **variables,
                **result["metrics"],
                "failed": "; ".join(result["failed"]),
                "digest": result["digest"],
            }

    def to_pandas(self) -> Any:
        """A pandas DataFrame with the point's number as its index; needs pandas."""
        import pandas

        return pandas.DataFrame(list(self)).set_index("point")

    def to_arrow(self) -> Any:
        """An Arrow table; needs pyarrow."""
        import pyarrow

        rows = list(self)
        names = list(dict.fromkeys(name for row in rows for name in row))
        return pyarrow.table({name: [row.get(name) for row in rows] for name in names})


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text
