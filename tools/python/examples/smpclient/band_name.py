"""Asks the band at a serial port who it is: python band_name.py /dev/ttyACM0"""

import asyncio
import sys

from smpclient import SMPClient
from smpclient.generics import success
from smpclient.requests.os_management import EchoWrite, OSApplicationInfoRead
from smpclient.transport import SMPTransport
from smpclient.transport.serial import SMPSerialTransport


async def band_name(port: str, transport: SMPTransport | None = None) -> str:
    async with SMPClient(transport or SMPSerialTransport(), port) as client:
        echoed = await client.request(EchoWrite(d="hello"))
        assert success(echoed) and echoed.r == "hello"
        said = await client.request(OSApplicationInfoRead(format="sn"))
        assert success(said)
        return said.output


if __name__ == "__main__":
    print(asyncio.run(band_name(sys.argv[1])))
