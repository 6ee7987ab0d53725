"""A host tool on Bumble: connects to the band that it finds, and reads who it is. Usage: read_band.py PORT"""

import asyncio
import sys
from dataclasses import dataclass

from bumble.core import UUID, AdvertisingData
from bumble.device import Device, Peer
from bumble.hci import Address
from bumble.transport import open_transport


@dataclass
class Found:
    name: str
    model: str
    battery: int


async def read_band(port: str, stay: float = 0.0) -> Found:
    """Reads, and keeps the connection for so many seconds more."""
    for _ in range(5):
        async with await open_transport(f"serial:{port},115200") as link:
            phone = Device.with_hci("phone", Address("F0:F1:F2:F3:F4:F5"), link.source, link.sink)
            try:
                await asyncio.wait_for(phone.power_on(), 3)
            except asyncio.TimeoutError:
                # A controller that is still starting hears nothing.
                continue
            return await read(phone, stay)
    raise RuntimeError(f"{port}: no controller answers")


async def read(phone: Device, stay: float) -> Found:
    found: asyncio.Future[Address] = asyncio.get_running_loop().create_future()

    def heard(advertisement) -> None:
        if advertisement.data.get(AdvertisingData.COMPLETE_LOCAL_NAME) and not found.done():
            found.set_result(advertisement.address)

    phone.on("advertisement", heard)
    await phone.start_scanning()
    address = await found
    await phone.stop_scanning()
    connection = await phone.connect(address)
    peer = Peer(connection)

    async def value(number: int) -> bytes:
        (read,) = await peer.read_characteristics_by_uuid(UUID.from_16_bits(number))
        return read

    band = Found((await value(0x2A00)).decode(), (await value(0x2A24)).decode(), (await value(0x2A19))[0])
    await asyncio.sleep(stay)
    await connection.disconnect()
    return band


if __name__ == "__main__":
    print(asyncio.run(read_band(sys.argv[1])))
