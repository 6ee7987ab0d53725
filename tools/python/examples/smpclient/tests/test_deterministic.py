"""Time is held: every figure is exact, at every run."""

import asyncio
import itertools

from bandbox import Band
from band_name import band_name
from held_transport import HeldTransport


def test_the_tool_finds_the_name(band: Band) -> None:
    band.run_for("1s")
    assert "Bandbox" in asyncio.run(band_name(band.port, HeldTransport(band)))


def test_asking_costs_little(band: Band) -> None:
    band.run_for("1s")
    with band.measure() as cost:
        asyncio.run(band_name(band.port, HeldTransport(band)))
    assert cost.energy < "5 mC"


def test_two_bands_do_the_same(make_band, monkeypatch) -> None:
    def run() -> tuple[int, int]:
        # smpclient numbers requests through all of a process, and another number is other bytes.
        monkeypatch.setattr("smp.message._counter", itertools.count())
        band = make_band()
        band.run_for("1s")
        asyncio.run(band_name(band.port, HeldTransport(band)))
        return band.ticks, band.energy().charge.nanocoulombs

    assert run() == run()
