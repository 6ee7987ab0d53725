"""Fitness bands to test host tools and firmware with: Bandbox from Python.

>>> from bandbox import Band
>>> with Band("app.elf", board="tracker") as band:
...     band.touch()
...     band.run_for("10s")
...     assert band.energy("OLED") < "300 uC"
"""

from .band import Band
from .curve import Curve
from .energy import Component, Energy, Measurement, Part
from .errors import BandboxError, NotReached
from .quantities import Charge, Current
from .sweep import Sweep

__all__ = [
    "Band",
    "BandboxError",
    "Charge",
    "Component",
    "Current",
    "Curve",
    "Energy",
    "Measurement",
    "NotReached",
    "Part",
    "Sweep",
]
