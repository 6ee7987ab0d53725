"""The LEDs of a band on its page and in the API's picture. Usage: page_lights.py IMAGE"""

import struct
import sys
import zlib

from browser import Browser
from page_band import Band


def middles(picture):
    """The colours in the middles of the LEDs of a screenshot at a scale of 1, 8 pixels each."""
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (width, height, depth, kind) == (24, 8, 8, 2)
    length = struct.unpack(">I", picture[33:37])[0]
    rows = zlib.decompress(picture[41:41 + length])
    assert len(rows) == height * (3 * width + 1)
    row = rows[4 * (3 * width + 1) + 1:][:3 * width]
    return [tuple(row[3 * x:3 * x + 3]) for x in (4, 12, 20)]


def lights(band, browser):
    """Time is held: what the page shows is a function of what is asked for."""

    def shows(*colors):
        for number, color in enumerate(colors):
            label = f"LED {number + 1}: {color}"
            browser.wait(label, f"[...document.querySelectorAll('#lights li')][{number}]?.ariaLabel === '{label}'")
            browser.find("image", label)
        assert [light["color"] for light in band.get("state")["lights"]] == list(colors)
        fills = "[...document.querySelectorAll('#lights li')].map((one) => one.style.color).join()"
        assert browser.value(fills) == ",".join("" if color == "off" else color for color in colors)

    browser.open(band.url)
    browser.wait("no display", "document.getElementById('display').hidden")
    shows("off", "off", "off")
    band.do("POST", "run", {"for": "2s"})
    assert middles(band.get("screenshot?scale=1")) == [(0, 0, 0)] * 3
    band.do("POST", "inputs", {"what": "touch"})
    result = band.do("POST", "run", {"until": "led 1 is blue", "within": "1s"})
    assert result["met"], result
    band.do("POST", "run", {"for": "20ms"})
    shows("blue", "off", "off")
    assert middles(band.get("screenshot?scale=1")) == [(0, 0, 255), (0, 0, 0), (0, 0, 0)]


with Band("--held", "--board", "band1", image=sys.argv[1]) as band:
    browser = Browser()
    try:
        lights(band, browser)
    finally:
        browser.close()
    band.end()
print("done")
