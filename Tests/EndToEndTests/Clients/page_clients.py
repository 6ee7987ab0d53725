"""The page's server by HTTP clients as people have them: aiohttp, requests, tornado, websockets and curl. Usage: page_clients.py IMAGE"""

import asyncio
import json
import subprocess
import sys

# bumble, schemathesis and distributed bring them.
import aiohttp
import requests
import tornado.httpclient
import tornado.websocket
import websockets.exceptions
import websockets.sync.client

from page_band import Band


async def pieces(*parts):
    for part in parts:
        yield part


async def with_aiohttp(url):
    """One connection for many requests, a body in pieces, one that waits to be asked for, and a WebSocket."""
    connections = []
    tracing = aiohttp.TraceConfig()

    async def created(*_):
        connections.append(1)

    tracing.on_connection_create_end.append(created)
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=1), trace_configs=[tracing]) as session:
        for _ in range(20):
            async with session.get("/api/time") as answer:
                assert answer.status == 200 and (await answer.json())["held"], answer
        async with session.put("/api/time", data=pieces(b'{"he', b'ld": ', b"true}")) as answer:
            assert answer.status == 200, await answer.text()
        async with session.put("/api/time", data=b'{"held": true}', expect100=True) as answer:
            assert answer.status == 200, await answer.text()
        async with session.head("/api/time") as answer:
            assert answer.status == 405 and answer.headers["Allow"] == "GET, PUT" and await answer.read() == b""
        async with session.request("TALK", "/api/time") as answer:
            assert answer.status == 405, answer
        assert len(connections) == 1, connections
        async with session.ws_connect("/api/live") as socket:
            await socket.ping(b"are you there")
            for _ in range(20):
                await socket.send_str("{}")
                assert "state" in await socket.receive_json()
            await socket.send_bytes(b"{}")
            closing = await socket.receive()
            assert closing.type == aiohttp.WSMsgType.CLOSE and closing.data == 1003, closing
    # Many at a time.
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=40)) as session:
        async def ask(number):
            async with session.get("/page.js" if number % 2 else "/api/board") as answer:
                return answer.status, len(await answer.read()) > 1000
        assert set(await asyncio.gather(*(ask(number) for number in range(200)))) == {(200, True)}


def with_requests(url):
    with requests.Session() as session:
        for _ in range(5):
            answer = session.get(url + "/")
            assert answer.status_code == 200 and answer.headers["X-Content-Type-Options"] == "nosniff"
        answer = session.put(url + "/api/time", data=iter([b'{"held"', b": true}"]))
        assert answer.status_code == 200, answer.text
        answer = session.post(url + "/api/run", data=b"x" * 100_000)
        assert answer.status_code == 413 and "65536" in answer.json()["error"], answer.text
        assert session.delete(url + "/api/comparison").status_code == 204
        assert session.get(url + "/api/time").status_code == 200


async def with_tornado(url):
    client = tornado.httpclient.AsyncHTTPClient()
    answer = await client.fetch(url + "/api/time")
    assert json.loads(answer.body)["held"]
    socket = await tornado.websocket.websocket_connect(url.replace("http", "ws", 1) + "/api/transfers", ping_interval=1)
    await socket.write_message('{"last": 1}')
    assert json.loads(await socket.read_message())["transfers"] == []
    socket.close(1000, "enough")
    assert await socket.read_message() is None and socket.close_code == 1000


def with_websockets(url):
    with websockets.sync.client.connect(url.replace("http", "ws", 1) + "/api/live") as socket:
        assert socket.ping().wait(20)
        # A message in several frames.
        socket.send(iter(["{", "}"]))
        assert "state" in json.loads(socket.recv())
        socket.send("x" * 1_025)
        try:
            socket.recv()
            raise AssertionError("the message was taken")
        except websockets.exceptions.ConnectionClosed as closed:
            assert closed.rcvd.code == 1009, closed


def with_curl(url):
    def run(*command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60, check=False)

    time = run("curl", "--silent", "--show-error", "--fail", url + "/api/time", url + "/api/time")
    assert time.returncode == 0 and time.stdout.count('"held":true') == 2, time
    put = run(
        "curl", "--silent", "--fail", "-X", "PUT", "-H", "Transfer-Encoding: chunked", "-d", '{"held": true}', url + "/api/time")
    assert put.returncode == 0, put
    head = run("curl", "--silent", "--head", url + "/")
    assert head.returncode == 0 and head.stdout.startswith("HTTP/1.1 405 "), head


with Band("--held", image=sys.argv[1]) as band:
    base = band.url.rstrip("/")
    asyncio.run(with_aiohttp(base))
    with_requests(base)
    asyncio.run(with_tornado(base))
    with_websockets(base)
    with_curl(base)
    # Who is open when the run ends is told so.
    with websockets.sync.client.connect(base.replace("http", "ws", 1) + "/api/live") as last:
        band.end()
        try:
            while True:
                last.recv(20)
        except websockets.exceptions.ConnectionClosed as closed:
            assert closed.rcvd.code == 1001, closed
print("done")
