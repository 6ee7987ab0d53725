"""pytest: bands as fixtures, costs in what fails, and what is needed to see a failure again.

A test asks for ``band``, or for ``make_band`` where it wants several. ``@pytest.mark.band(image=..., board=..., seed=...)`` gives
the arguments of ``Band``; the ini options ``bandbox_image`` and ``bandbox_board`` hold for all tests.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from .band import Band
from .energy import _Costly
from .errors import BandboxError
from .quantities import _Quantity

_BANDS = pytest.StashKey["list[Band]"]()
_FAILED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bandbox")
    group.addoption("--bandbox", metavar="COMMAND", help="the bandbox command (default: BANDBOX_BIN, or bandbox on PATH)")
    group.addoption("--bandbox-image", metavar="FILE", help="the firmware of tests that name none")
    group.addoption("--bandbox-board", metavar="BOARD", help="the board of tests that name none")
    group.addoption(
        "--bandbox-failures",
        metavar="FOLDER",
        default="bandbox-failures",
        help="where the recording and the screenshot of a failed test go (default: %(default)s, in the present folder)",
    )
    parser.addini("bandbox_image", "the firmware of tests that name none, relative to the ini file")
    parser.addini("bandbox_board", "the board of tests that name none")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "band(image, board, seed, ...): arguments of bandbox.Band for the fixture 'band'")


def _arguments(request: pytest.FixtureRequest, given: dict[str, Any]) -> dict[str, Any]:
    """Those of the call or the marker, then those of the command line, then those of the ini file."""
    config = request.config
    image = config.getoption("--bandbox-image") or config.getini("bandbox_image")
    if image and config.inipath is not None and not config.getoption("--bandbox-image"):
        image = os.path.join(config.inipath.parent, image)
    defaults = {
        "image": image or None,
        "board": config.getoption("--bandbox-board") or config.getini("bandbox_board") or None,
        "bandbox": config.getoption("--bandbox"),
    }
    return {**defaults, **given}


@pytest.fixture
def make_band(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Band]]:
    """Makes bands with the arguments of ``Band``; they end with the test. All that comes from outside is recorded, unless
    ``record=None`` is given."""
    bands: list[Band] = []
    request.node.stash[_BANDS] = bands

    def make(image: Any = None, **given: Any) -> Band:
        if image is not None:
            given["image"] = image
        arguments = _arguments(request, given)
        arguments.setdefault("record", tmp_path / f"band-{len(bands) + 1}.record")
        band = Band(**arguments)
        bands.append(band)
        return band

    yield make
    for band in bands:
        band.close()
    if request.node.stash.get(_FAILED, False):
        folder = _folder(request.node)
        for band in bands:
            if band.record_path is not None and os.path.exists(band.record_path):
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(band.record_path, folder)


@pytest.fixture
def band(request: pytest.FixtureRequest, make_band: Callable[..., Band]) -> Band:
    """A band with the arguments of the test's marker ``band``."""
    given: dict[str, Any] = {}
    positional: tuple[Any, ...] = ()
    for marker in reversed(list(request.node.iter_markers("band"))):
        given.update(marker.kwargs)
        positional = marker.args or positional
    return make_band(*positional, **given)


def _folder(node: pytest.Item) -> Path:
    name = re.sub(r"[^A-Za-z0-9_.=-]+", "-", node.nodeid).strip("-")
    return Path(node.config.invocation_params.dir, node.config.getoption("--bandbox-failures"), name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[assignment]
    bands = item.stash.get(_BANDS, [])
    if report.when == "call" and report.failed and bands:
        item.stash[_FAILED] = True
        folder = _folder(item)
        for number, band in enumerate(bands, 1):
            report.sections.append((f"Bandbox: band {number}", _attach(band, folder, number, report)))
    return report  # type: ignore[return-value]


def _attach(band: Band, folder: Path, number: int, report: pytest.TestReport) -> str:
    """What a person needs to see it again, in words; the screenshot is taken now, the recording is copied when it is whole."""
    lines = [" ".join(band.arguments)]
    try:
        lines.append(f"at {band.seconds} s since power-on; {band.energy()}")
    except (BandboxError, OSError) as error:
        lines.append(f"the band has ended: {error}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"band-{number}.png"
        band.screenshot(picture)
        lines.append(f"display: {picture}")
        report.user_properties.append((f"bandbox_screenshot_{number}", str(picture)))
    except (BandboxError, OSError):
        # A board with neither display nor LEDs, or a band that has ended.
        pass
    if band.record_path is not None:
        recording = folder / os.path.basename(band.record_path)
        lines.append(f"recording, for 'bandbox run IMAGE --replay': {recording}")
        report.user_properties.append((f"bandbox_recording_{number}", str(recording)))
    return "\n".join(lines)


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Says where the charge went, where a limit was passed."""
    if isinstance(left, (_Costly, _Quantity)) and isinstance(right, (str, _Quantity, _Costly)):
        first, *rest = str(left).splitlines()
        return [f"{first} {op} {right}", *rest]
    return None
