"""A band with its page, for tests: starts `bandbox run --page 0` and speaks to it with the standard library alone."""

import json
import os
import subprocess
import urllib.error
import urllib.request


class Band:
    def __init__(self, *arguments, image, place="0"):
        self.process = subprocess.Popen(
            [os.environ["BANDBOX_BIN"], "run", image, "--page", place, "--wear", "none", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.url = self.port = None
        while self.url is None or self.port is None:
            line = self.process.stdout.readline()
            assert line, f"it has ended, status {self.process.wait()}"
            if line.startswith("{"):
                event = json.loads(line)
                self.url = event.get("url", self.url)
                self.port = event.get("path", self.port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def ask(self, method, path, body=None, headers=None):
        """The status and the answer."""
        base, _, query = self.url.partition("?")
        path = f"{base}api/{path}" + (f"{'&' if '?' in path else '?'}{query}" if query else "")
        request = urllib.request.Request(
            path, method=method, data=None if body is None else json.dumps(body).encode(), headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                status, kind, content = response.status, response.headers.get_content_type(), response.read()
        except urllib.error.HTTPError as error:
            status, kind, content = error.code, error.headers.get_content_type(), error.read()
        return status, json.loads(content) if content and kind == "application/json" else content

    def get(self, path):
        status, answer = self.ask("GET", path)
        assert status == 200, (path, status, answer)
        return answer

    def do(self, method, path, body=None):
        status, answer = self.ask(method, path, body)
        assert status in (200, 204), (path, body, status, answer)
        return answer

    def end(self):
        """Ends the run; what it printed."""
        self.do("POST", "end")
        said = self.process.communicate(timeout=30)[0]
        assert self.process.returncode == 0, (self.process.returncode, said)
        return said
