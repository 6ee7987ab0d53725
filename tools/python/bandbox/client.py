"""The JSON API of a running band (docs/api.yaml), one call a function."""

from __future__ import annotations

import http.client
import json
import threading
import urllib.parse
from typing import Any, Mapping

from .errors import BandboxError


class Client:
    """Calls the API at a URL. Several threads may: each has a connection of its own."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.hostname is None or parts.port is None:
            raise BandboxError(f"expected the URL of a band's page, with a port, found '{url}'")
        self._host, self._port = parts.hostname, parts.port
        query = urllib.parse.parse_qs(parts.query)
        self._token = token or query.get("token", [None])[0]
        self._local = threading.local()

    def get(self, path: str, **query: Any) -> Any:
        """The answer's JSON; bytes where it is none."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._call("GET", path + ("?" + urllib.parse.urlencode(given) if given else ""))

    def post(self, path: str, **body: Any) -> Any:
        """The same, with what is not None of the arguments as a JSON object."""
        return self._call("POST", path, body)

    def put(self, path: str, **body: Any) -> Any:
        """The same."""
        return self._call("PUT", path, body)

    def delete(self, path: str) -> None:
        """The same."""
        self._call("DELETE", path)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        headers = {"Accept": "application/json, image/png"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps({name: value for name, value in body.items() if value is not None})
        # A connection that the other side has closed in the meantime is opened again, before anything was asked on it.
        for attempt in (1, 2):
            connection = self._connection()
            try:
                connection.request(method, path, data, headers)
                response = connection.getresponse()
                content = response.read()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as error:
                connection.close()
                if attempt == 2 or self._local.calls == 0:
                    raise BandboxError(f"{method} {path}: the band has ended: {error}") from error
                self._local.calls = 0
            except OSError as error:
                connection.close()
                raise BandboxError(f"{method} {path}: {error}") from error
        self._local.calls += 1
        is_json = (response.getheader("Content-Type") or "").startswith("application/json")
        if response.status >= 400:
            said = json.loads(content) if is_json else {"error": content.decode(errors="replace")}
            raise BandboxError(said["error"], status=response.status, nearest=said.get("nearest"))
        return json.loads(content) if is_json and content else content

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._local, "connection"):
            self._local.connection = http.client.HTTPConnection(self._host, self._port)
            self._local.calls = 0
        connection: http.client.HTTPConnection = self._local.connection
        return connection
