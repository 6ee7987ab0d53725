"""Two Bumble hosts on the ptys of two controllers of one air: everything that a link does in both roles.

usage: ble_pair.py CENTRAL PERIPHERAL
"""
import asyncio
import sys

from bumble.core import UUID
from bumble.device import Device, Peer
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address, HCI_Reset_Command
from bumble.transport import open_transport

SERVICE = UUID("0D1F0000-5C4E-4B0A-8C39-5A6E0BADBA4D")
VALUE = UUID("0D1F0001-5C4E-4B0A-8C39-5A6E0BADBA4D")
LONG = bytes(range(200))


def ended(connection):
    future = asyncio.get_running_loop().create_future()
    connection.on("disconnection", lambda reason: future.done() or future.set_result(reason))
    return future


async def main(ports):
    async with await open_transport(f"serial:{ports[0]},115200") as a, await open_transport(
        f"serial:{ports[1]},115200"
    ) as b:
        central = Device.with_hci("central", Address("F0:F1:F2:F3:F4:F5"), a.source, a.sink)
        peripheral = Device.with_hci("peripheral", Address("F0:F1:F2:F3:F4:F6"), b.source, b.sink)
        written = []
        properties = Characteristic.Properties
        value = Characteristic(
            VALUE,
            properties.READ | properties.WRITE | properties.NOTIFY,
            Characteristic.READABLE | Characteristic.WRITEABLE,
            CharacteristicValue(read=lambda _: LONG, write=lambda _, value: written.append(value)),
        )
        peripheral.add_service(Service(SERVICE, [value]))
        await central.power_on()
        await peripheral.power_on()

        async def connect():
            await peripheral.start_advertising(advertising_interval_min=50, advertising_interval_max=50)
            while True:
                connection = await asyncio.wait_for(central.connect(peripheral.random_address), 10)
                end = ended(connection)
                while not peripheral.connections and not end.done():
                    await asyncio.sleep(0.01)
                if not end.done():
                    return connection, list(peripheral.connections.values())[0]
                # Connection failed to be established: the request was not heard, and the peripheral advertises on.
                assert end.result() == 0x3E, end.result()

        near, far = await connect()
        assert far.peer_address == central.random_address, far
        # Encryption, peripherals may ask for features, links are pinged: bits 0, 3 and 4.
        assert await near.get_remote_le_features() == 0x19
        assert await far.get_remote_le_features() == 0x19
        assert await near.get_rssi() == -50
        peer = Peer(near)
        assert await peer.request_mtu(247) == 247
        await peer.discover_all()
        (proxy,) = peer.get_characteristics_by_uuid(VALUE)
        assert await proxy.read_value() == LONG
        for number in range(3):
            await proxy.write_value(bytes([number]) * 150, with_response=True)
        assert written == [bytes([number]) * 150 for number in range(3)]
        told = asyncio.Queue()
        await proxy.subscribe(told.put_nowait)
        for number in range(10):
            await peripheral.notify_subscribers(value, bytes([number]) * 100)
        for number in range(10):
            assert await asyncio.wait_for(told.get(), 10) == bytes([number]) * 100
        print("data in both directions")

        near.on("pairing", lambda keys: print("key", keys.ltk.value.hex()))
        await asyncio.wait_for(near.pair(), 20)
        while not far.is_encrypted:
            await asyncio.sleep(0.01)
        assert near.is_encrypted
        assert await proxy.read_value() == LONG
        await proxy.write_value(b"secret", with_response=True)
        assert written[-1] == b"secret"
        await peripheral.notify_subscribers(value, LONG)
        assert await asyncio.wait_for(told.get(), 10) == LONG
        print("encrypted")

        updates = [asyncio.get_running_loop().create_future() for _ in range(2)]
        for connection, future in zip((near, far), updates):
            connection.on("connection_parameters_update", lambda future=future: future.set_result(None))
        await near.update_parameters(30, 30, 2, 3000)
        await asyncio.wait_for(asyncio.gather(*updates), 10)
        for connection in (near, far):
            times = connection.parameters
            assert (times.connection_interval, times.peripheral_latency, times.supervision_timeout) == (30, 2, 3000)
        assert await proxy.read_value() == LONG
        print("new times")

        # LE Set Host Channel Classification: channels 0 to 7. Bumble has no name for the command.
        a.sink.on_packet(bytes([1, 0x14, 0x20, 5, 0xFF, 0, 0, 0, 0]))
        await asyncio.sleep(1.5)
        assert await proxy.read_value() == LONG
        print("new channels")

        end = ended(far)
        await near.disconnect()
        assert await asyncio.wait_for(end, 10) == 0x13
        near, far = await connect()
        end = ended(near)
        await far.disconnect()
        assert await asyncio.wait_for(end, 10) == 0x13
        print("ended by either")

        near, far = await connect()
        end = ended(near)
        # An answer: the connection is established, and can be lost.
        await near.get_remote_le_features()
        await peripheral.host.send_sync_command(HCI_Reset_Command())
        assert await asyncio.wait_for(end, 10) == 0x08
        print("lost")


asyncio.run(main(sys.argv[1:]))
