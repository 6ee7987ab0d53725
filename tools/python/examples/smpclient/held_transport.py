"""smpclient's serial transport for a band whose time is held."""

import asyncio

from bandbox import Band
from smpclient.transport.serial import SMPSerialTransport


class HeldTransport(SMPSerialTransport):
    """After each request, the band runs until it has answered."""

    def __init__(self, band: Band) -> None:
        super().__init__()
        self._band = band
        self._sent = 0

    async def connect(self, address: str, timeout_s: float) -> None:
        await super().connect(address, timeout_s)
        self._sent = self._band.bytes_in
        write = self._conn.write

        def counted(data: bytes) -> int | None:
            count = write(data)
            self._sent += count or 0
            return count

        self._conn.write = counted

    async def send(self, data: bytes) -> None:
        await super().send(data)
        await asyncio.to_thread(self._band.run_until, "answer", within="10s", after_bytes=self._sent)
