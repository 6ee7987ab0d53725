"""A person at the page, in a browser without a window. Usage: page_person.py IMAGE [PICTURE]"""

import sys

from browser import Browser
from page_band import Band


def person(band, browser):
    # "none, 0 nA into the cell" until the charger has looked at what it is plugged into.
    charges = "/[1-9].* into the cell/.test(document.getElementById('charging').textContent)"
    browser.open(band.url)
    browser.wait("the page is live", "document.getElementById('connection').textContent === 'live'")
    # What costs the most stands first.
    browser.wait("the energy table", "document.querySelectorAll('#energy tr').length > 5")
    # Holding the key lights the display.
    browser.click("button", "Touch")
    browser.wait("the display is lit", "/pixels lit/.test(document.getElementById('display').getAttribute('aria-label'))")
    browser.click("button", "Charger")
    browser.wait("it charges", charges)
    browser.wait("its switch is on", "[...document.querySelectorAll('#inputs [aria-pressed]')].some((one) => one.textContent === 'Charger' && one.ariaPressed === 'true')")
    # The socket has no power, and has it again.
    browser.click("button", "Mains")
    browser.wait("it does not charge", f"!{charges}")
    browser.click("button", "Mains")
    browser.wait("it charges again", charges)
    # What the display's driver is told, as it passes.
    browser.click("button", "Watch")
    browser.type("textbox", "with", "display")
    browser.click("button", "Touch")
    browser.wait("transfers", "document.querySelectorAll('#wires li:not([hidden])').length > 0 && [...document.querySelectorAll('#wires li:not([hidden])')].every((one) => / display .*> /.test(one.textContent))")
    browser.click("button", "Watch")
    browser.type("spinbutton", "Walk (steps/min)", "110")
    browser.key("Enter")
    browser.wait("it walks", "document.getElementById('activity').textContent.includes('walking 110')")
    # A value that is wrong is said.
    browser.type("textbox", "Supply", "none")
    browser.key("Enter")
    browser.wait("what was expected", "document.getElementById('said').textContent.includes('expected cell, off or a voltage')")
    # By the keyboard, from the page itself.
    browser.value("document.activeElement.blur()")
    browser.key(" ")
    browser.wait("time stands still", "document.getElementById('pace').textContent === 'stands still'")
    browser.type("textbox", "Checkpoint", "here")
    browser.key("Enter")
    browser.wait("it is kept", "/kept here/.test(document.getElementById('said').textContent)")
    before = browser.value("document.getElementById('clock').textContent")
    browser.click("button", "+1 min")
    browser.wait("a minute later", "document.getElementById('said').textContent.startsWith('stands at')")
    assert browser.value("document.getElementById('clock').textContent") != before
    browser.click("button", "Back to here")
    browser.wait("back", f"document.getElementById('clock').textContent === {before!r}")
    browser.click("button", "Next wake-up")
    browser.wait("woken", "document.getElementById('said').textContent.startsWith('stands at')")
    browser.type("combobox", "Run until", "display is lid")
    browser.key("Enter")
    browser.wait("the nearest word", "document.getElementById('said').textContent.includes(\"did you mean 'lit'\")")
    # Into the curve, by wheel keys.
    browser.value("document.getElementById('chart').focus()")
    reading = browser.value("document.getElementById('reading').textContent")
    for _ in range(6):
        browser.key("+")
    browser.wait("a closer look", f"document.getElementById('reading').textContent !== {reading!r} && / in \\S+ (ms|µs)$/.test(document.getElementById('reading').textContent)")
    browser.click("button", "Mark now")
    browser.wait("counted from the mark", "document.getElementById('total').textContent.startsWith('0 nC')")
    # The report of a run, which is this one, compared with what it has become.
    link = browser.value("fetch(document.getElementById('report').href).then((answer) => answer.json()).then((report) => report.virtual_seconds)")
    assert link > 0 and browser.value("fetch(document.getElementById('recording').href).then((answer) => answer.text())").startswith("bandbox recording 1\n")
    browser.value("""fetch(document.getElementById('report').href).then((answer) => answer.text()).then((text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], 'before.json'));
      document.getElementById('compared').files = files.files;
      document.getElementById('compared').dispatchEvent(new Event('change'));
    })""")
    browser.wait("two runs side by side", "document.querySelectorAll('#changes tr').length > 5 && /before.json/.test(document.getElementById('comparison-title').textContent)")
    # Which function it was.
    browser.click("button", "Record")
    browser.click("button", "+1 min")
    browser.wait("a flame graph", "document.querySelectorAll('#flame button').length > 5")
    # A phone, in the dark: nothing is wider than the screen, and the colours are others.
    light = browser.value("getComputedStyle(document.body).backgroundColor")
    browser.size(360, 740, 2)
    browser.dark(True)
    assert browser.value("document.documentElement.scrollWidth <= 360"), browser.value("document.documentElement.scrollWidth")
    assert browser.value("getComputedStyle(document.body).backgroundColor") != light
    # Whatever can be operated has a name.
    names = browser.call("Accessibility.getFullAXTree")["nodes"]
    for node in names:
        if node.get("role", {}).get("value") in ("button", "combobox", "textbox", "spinbutton", "meter", "table", "log") and not node.get("ignored"):
            assert node.get("name", {}).get("value") or node["role"]["value"] == "table", node


def picture(band, browser, path):
    browser.dark(False)
    browser.size(1240, 1120)
    band.do("PUT", "time", {"held": True})
    band.do("POST", "back", {"to": "0"})
    band.do("POST", "run", {"for": "20s"})
    band.do("POST", "inputs", {"what": "touch"})
    band.do("POST", "run", {"for": "2s"})
    browser.open(band.url)
    browser.wait("the page is live", "document.getElementById('connection').textContent === 'live'")
    browser.value("document.getElementById('span').value = '10'; document.getElementById('span').dispatchEvent(new Event('change'))")
    browser.wait("the curve", "document.getElementById('reading').textContent.endsWith(' in 10 s')")
    browser.wait("the energy table", "document.querySelectorAll('#energy tr').length > 5")
    browser.picture(path)


with Band(image=sys.argv[1]) as band:
    browser = Browser()
    try:
        person(band, browser)
        if len(sys.argv) > 2:
            picture(band, browser, sys.argv[2])
        # The wrong value was refused with 400; nothing else went wrong.
        others = [problem for problem in browser.problems if "status of 400" not in problem]
        assert not others, others
        browser.problems.clear()
        band.end()
        browser.wait("the end is said", "/has ended|not connected/.test(document.getElementById('connection').textContent)")
        # What the page was asking meanwhile finds the run over (410) or the connection closed.
        over = ("status of 410", "ERR_CONNECTION", "WebSocket")
        others = [problem for problem in browser.problems if not any(word in problem for word in over)]
        assert not others, others
    finally:
        browser.close()
print("done")
