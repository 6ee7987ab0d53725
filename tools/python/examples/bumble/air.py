"""Bands on one air, and what each of them drew: `bandbox air` around a test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from typing import Any

from bandbox import Energy
from bandbox.process import command


def energy(report: dict[str, Any]) -> Energy:
    """The charges of a report as `Band.energy` has them."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in report["charge_uah"]:
        # Microampere-hours, and beside them the typical charge in whole nanocoulombs.
        charge = {"low": row["low"] * 3.6e6, "typical": row["nanocoulombs"], "high": row["high"] * 3.6e6}
        parts.setdefault(row["component"], []).append(
            {"name": row["state"], "seconds": row["seconds"], "nanocoulombs": charge}
        )

    def total(charges: list[dict[str, float]]) -> dict[str, float]:
        return {end: sum(charge[end] for charge in charges) for end in ("low", "typical", "high")}

    components = [
        {"name": name, "nanocoulombs": total([state["nanocoulombs"] for state in states]), "states": states}
        for name, states in parts.items()
    ]
    components.sort(key=lambda one: -one["nanocoulombs"]["typical"])
    return Energy.from_json(
        {
            "seconds": report["virtual_seconds"],
            "since": {"seconds": 0},
            "nanocoulombs": total([one["nanocoulombs"] for one in components]),
            "components": components,
        }
    )


class Air:
    """A `with` block in which the bands run in real time; behind it, `energy` has what each drew."""

    def __init__(self, **images: str) -> None:
        self.images = images
        self.energy: dict[str, Energy] = {}
        self.packets: dict[str, dict[str, int]] = {}

    def port(self, name: str) -> str:
        """The pty of a band's UART."""
        return f"{self._folder.name}/{name}"

    def __enter__(self) -> "Air":
        self._folder = tempfile.TemporaryDirectory(prefix="bandbox-air-")
        arguments = [f"{name}={image}" for name, image in self.images.items()]
        for name in self.images:
            arguments += ["--link", f"{name}={self.port(name)}"]
        self._process = subprocess.Popen(
            [command(), "air", *arguments, "--report", self.port("report.json")],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        waiting = set(self.images)
        while waiting:
            line = self._process.stdout.readline()
            assert line, f"bandbox air has ended with {self._process.wait()}"
            if line.startswith("{"):
                waiting.discard(os.path.basename(json.loads(line).get("link", "")))
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=60)
        with open(self.port("report.json")) as file:
            for band in json.load(file)["bands"]:
                self.energy[band["name"]] = energy(band["report"])
                self.packets[band["name"]] = band["packets"]
        self._folder.cleanup()
