"""A browser without a window, driven by the DevTools protocol over its pipe: what a person sees and does, by accessible names."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


class Browser:
    """Chromium with one tab. Everything that the page writes to its console as an error is kept in `problems`."""

    def __init__(self, width=1280, height=1500):
        self.profile = tempfile.mkdtemp(prefix="bandbox-browser-")
        here, there = os.pipe(), os.pipe()

        def pipes():
            os.dup2(here[0], 3)
            os.dup2(there[1], 4)

        # Descriptors 3 and 4 are the browser's; ours have to be others.
        self.out = os.fdopen(os.dup(here[1]), "wb")
        self.incoming = os.fdopen(os.dup(there[0]), "rb")
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-extensions", "--disable-background-networking", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile}", f"--window-size={width},{height}", "about:blank"],
            preexec_fn=pipes, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number = 0
        self.problems = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Accessibility"]:
            self.call(f"{domain}.enable")
        self.size(width, height)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.out.write(json.dumps(message).encode() + b"\0")
        self.out.flush()
        while True:
            answer = json.loads(self.read())
            if answer.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                entry = answer["params"].get("entry", answer["params"])
                if entry.get("level", "error") == "error":
                    self.problems.append(json.dumps(entry)[:500])
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def read(self):
        message = bytearray()
        while (byte := self.incoming.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser has gone")
            message += byte
        return bytes(message)

    def size(self, width, height, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=width < 600)

    def dark(self, is_dark):
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}])

    def open(self, url):
        self.call("Page.navigate", url=url)
        self.wait("the page", "document.readyState === 'complete' && location.href !== 'about:blank'")

    def value(self, expression):
        """What an expression of JavaScript gives, promises awaited."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def wait(self, what, expression, seconds=40):
        """Looks until an expression is true."""
        return self.until(what, lambda: self.value(expression), seconds)

    def until(self, what, look, seconds=40):
        """Looks until something is so."""
        end = time.monotonic() + seconds
        while not (found := look()):
            if time.monotonic() > end:
                raise AssertionError(f"not in time: {what}; the page says {self.value('document.body?.innerText')[:1500]}")
            time.sleep(0.05)
        return found

    def find(self, role, name):
        """The element that a screen reader calls so."""
        end = time.monotonic() + 10
        while True:
            document = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
            nodes = self.call("Accessibility.queryAXTree", nodeId=document, accessibleName=name, role=role)["nodes"]
            if nodes:
                return self.call("DOM.resolveNode", backendNodeId=nodes[0]["backendDOMNodeId"])["object"]["objectId"]
            if time.monotonic() > end:
                raise AssertionError(f"no {role} '{name}'")
            time.sleep(0.1)

    def click(self, role, name):
        """A click in the middle of an element, as a mouse does it."""
        element = self.find(role, name)
        self.call("DOM.scrollIntoViewIfNeeded", objectId=element)
        quad = self.call("DOM.getContentQuads", objectId=element)["quads"][0]
        x, y = sum(quad[0::2]) / 4, sum(quad[1::2]) / 4
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, role, name, text):
        """Replaces what a field has."""
        self.call("DOM.focus", objectId=self.find(role, name))
        self.value("document.activeElement.select()")
        self.call("Input.insertText", text=text)

    def key(self, key, text=None):
        code = {"Enter": 13, " ": 32, "Tab": 9}.get(key, ord(key[0].upper()))
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code,
                  text=text if text is not None else "\r" if key == "Enter" else key if len(key) == 1 else "")
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.out.close()
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)
