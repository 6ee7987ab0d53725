"""The tool as a process, on a band whose time goes on at 1x."""

import subprocess
import sys
from pathlib import Path

from bandbox import Band

TOOL = Path(__file__).parent.parent / "band_name.py"


def test_the_tool_finds_the_name(band: Band) -> None:
    with band.free():
        said = subprocess.run(
            [sys.executable, TOOL, band.port], capture_output=True, text=True, check=True, timeout=60
        )
    assert "Bandbox" in said.stdout
