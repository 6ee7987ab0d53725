"""Two runs side by side in a browser. Usage: page_two.py IMAGE IMAGE2"""

import sys
import urllib.parse

from browser import Browser
from page_band import Band


def port(band):
    return str(urllib.parse.urlsplit(band.url).port)


def text(browser, frame):
    """What a screen reader says of a frame."""
    nodes = browser.call("Accessibility.getFullAXTree", frameId=frame)["nodes"]
    return " ".join(str(node["name"].get("value", "")) for node in nodes if "name" in node)


def beside(left, right, browser):
    browser.open(left.url)
    browser.wait("the page is live", "document.getElementById('connection').textContent === 'live'")
    # The page of this run is no other one's.
    browser.type("spinbutton", "Beside: port", port(left))
    browser.click("button", "Show")
    assert browser.value("document.getElementById('other').hidden && !document.querySelector('#beside input').checkValidity()")
    browser.type("spinbutton", "Beside: port", port(right))
    browser.click("button", "Show")
    browser.wait("it is shown", "!document.getElementById('other').hidden")
    frame = {}

    def isLive():
        children = browser.call("Page.getFrameTree")["frameTree"].get("childFrames", [])
        frame.update(children[0]["frame"] if children else {})
        return frame.get("url") == right.url and " live " in f" {text(browser, frame['id'])} "

    browser.until("the other page is live", isLive)
    # Both go on by a second from the first tick, and stand at the same one.
    browser.click("button", "+1 s")
    browser.until("both stand there", lambda: left.get("time")["seconds"] == right.get("time")["seconds"] > 1 - 1e-6)
    assert left.get("time")["ticks"] == right.get("time")["ticks"]
    browser.until("the other page says so", lambda: "0:00:01.000" in text(browser, frame["id"]))
    browser.wait("so does this one", "document.getElementById('said').textContent === 'stands at 0:00:01.000'")
    browser.click("checkbox", "time together")
    browser.click("button", "+1 s")
    browser.wait("alone", "document.getElementById('said').textContent === 'stands at 0:00:02.000'")
    assert right.get("time")["seconds"] < 1.5
    browser.click("button", "Hide")
    browser.wait("it is hidden", "document.getElementById('other').hidden")
    assert not browser.problems, browser.problems


with Band("--held", image=sys.argv[1]) as left, Band("--held", image=sys.argv[2]) as right:
    browser = Browser()
    try:
        beside(left, right, browser)
    finally:
        browser.close()
    left.end()
    right.end()
print("done")
