import Foundation
import Programs
import Testing

extension StandardPortTests {
  /// SMP datagrams to the band, over the emulated wire.
  struct UDPTests {
    @Test func clientsOfTheFieldAndOurs() throws {
      let band = try LiveBand(["--udp", "1337"])
      let smpmgr = try Programs.run(
        try Programs.client("smpmgr"), ["--ip", "127.0.0.1", "os", "echo", "datagram"])
      #expect(smpmgr.status == 0 && smpmgr.output.contains("r='datagram'"), "\(smpmgr)")
      let program = """
        import asyncio
        from smpclient import SMPClient
        from smpclient.requests.os_management import EchoWrite
        from smpclient.transport.udp import SMPUDPTransport

        async def main():
            async with SMPClient(SMPUDPTransport(), "127.0.0.1") as client:
                for n in range(50):
                    text = f"{n}" + "x" * (n * 17)
                    assert (await client.request(EchoWrite(d=text))).r == text
            print("all echoed")

        asyncio.run(main())
        """
      let echoes = try band.python(program)
      #expect(echoes.status == 0 && echoes.output.contains("all echoed"), "\(echoes)")
      // What is no request is dropped, and the next good one is answered.
      let noise = try band.python(
        """
        import socket
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for datagram in [b"", b"x", bytes(8), b"\\x0b" + bytes(7), bytes([8, 0, 0, 9, 0, 0, 0, 6]), bytes(60000)]:
            s.sendto(datagram, ("127.0.0.1", 1337))
        """)
      #expect(noise.status == 0, "\(noise)")
      let ours = try Bandbox.run(["smp", "stats", "--udp", "127.0.0.1"])
      #expect(ours.status == 0 && ours.output.contains("steps"), "\(ours)")
      // The pty beside it serves as well.
      let serial = try Bandbox.run(["smp", "echo", "--port", band.port])
      #expect(serial.status == 0, "\(serial)")
      let logs = try Bandbox.run(["smp", "logs", "--port", band.port])
      #expect(logs.status == 0 && logs.output.hasPrefix("time,steps,heart_rate,movement,percent,plugged"), "\(logs)")
      _ = try band.stop()
    }

    @Test func aPortInUseIsAnError() throws {
      let band = try LiveBand(["--udp", "1338"])
      let second = try Bandbox.run(["run", Bandbox.band, "--udp", "1338", "--for", "1s", "--quiet"])
      #expect(second.status == 2 && second.errors.contains("127.0.0.1:1338: Address already in use"), "\(second)")
      _ = try band.stop()
    }
  }
}
