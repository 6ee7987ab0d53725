"""The process of a band."""

from __future__ import annotations

import collections
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import weakref
from typing import IO, Sequence

from .errors import BandboxError


def command(given: str | None = None) -> str:
    """The ``bandbox`` command: the one given, that of the environment variable BANDBOX_BIN, or the one on PATH."""
    found = given or os.environ.get("BANDBOX_BIN") or "bandbox"
    path = shutil.which(found)
    if path is None:
        raise BandboxError(f"'{found}' is not there: install Bandbox, or set BANDBOX_BIN to the command")
    return path


class Process:
    """``bandbox run`` with a page, from its start to its end. It ends with its object, or with Python."""

    #: Seconds of the host that a band may take until it answers, and until it has ended.
    patience = 60.0

    def __init__(self, program: str, arguments: Sequence[str]) -> None:
        self.folder = tempfile.mkdtemp(prefix="bandbox-")
        #: The path of the band's serial port.
        self.port = os.path.join(self.folder, "port")
        self.arguments = [program, "run", *arguments, "--quiet", "--page", "127.0.0.1:0", "--link", self.port]
        self._popen = subprocess.Popen(
            self.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        self._finalizer = weakref.finalize(self, _end, self._popen, self.folder)
        self._said: collections.deque[str] = collections.deque(maxlen=200)
        self._url: queue.Queue[str | None] = queue.Queue()
        assert self._popen.stdout is not None and self._popen.stderr is not None
        self._readers = [
            _start(_read_output, self._popen.stdout, self._url),
            _start(_read_errors, self._popen.stderr, self._said),
        ]

    def url(self) -> str:
        """Waits until the band says where its page is."""
        try:
            url = self._url.get(timeout=self.patience)
        except queue.Empty:
            url = None
        if url is None:
            self.kill()
            raise BandboxError(self.said or f"{self.arguments[0]} ended before its page was there")
        return url

    @property
    def said(self) -> str:
        """What it has written to standard error."""
        for reader in self._readers:
            if self._popen.poll() is not None:
                reader.join(timeout=1)
        return "".join(self._said).strip()

    def wait(self) -> int:
        """Waits until it has ended by itself; kills it where it does not. Returns its exit status."""
        try:
            status = self._popen.wait(timeout=self.patience)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            status = self._popen.wait()
        self._finalizer()
        return status

    def kill(self) -> None:
        """Ends it at once."""
        self._popen.kill()
        self._popen.wait()
        for reader in self._readers:
            reader.join(timeout=1)
        self._finalizer()


def _end(popen: subprocess.Popen[str], folder: str) -> None:
    if popen.poll() is None:
        popen.kill()
        popen.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _start(function: object, *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=function, args=arguments, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


def _read_output(file: IO[str], url: "queue.Queue[str | None]") -> None:
    for line in file:
        if line.startswith('{"event":"page"'):
            url.put(json.loads(line)["url"])
    url.put(None)


def _read_errors(file: IO[str], said: "collections.deque[str]") -> None:
    for line in file:
        said.append(line)
