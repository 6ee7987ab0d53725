import Foundation
import Programs
import Testing

/// Real, unmodified clients against the band's firmware over the emulated cable.
@Suite(.serialized) struct ClientTests {
  @Test func smpmgrTwentyTimes() throws {
    let band = try LiveBand()
    let smpmgr = try Programs.client("smpmgr")
    for number in 0..<20 {
      let echo = try Programs.run(smpmgr, ["--port", band.port, "os", "echo", "hello\(number)"])
      #expect(echo.status == 0 && echo.output.contains("hello\(number)"), "\(echo.output) \(echo.errors)")
    }
    let list = try Programs.run(smpmgr, ["--port", band.port, "statistics", "list"])
    #expect(list.status == 0, "\(list.output) \(list.errors)")
    let reset = try Programs.run(smpmgr, ["--port", band.port, "os", "reset"])
    #expect(reset.status == 0, "\(reset.output) \(reset.errors)")
    let again = try Programs.run(smpmgr, ["--port", band.port, "os", "echo", "again"])
    #expect(again.status == 0 && again.output.contains("again"), "\(again.output) \(again.errors)")
    let report = try band.stop()
    #expect(report.object("link")["bytes_in"] as? Int ?? 0 > 0)
  }

  @Test func smpclientEchoesAThousandTimes() throws {
    let band = try LiveBand()
    let finished = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.generics import success
      from smpclient.requests.os_management import EchoWrite, MCUMgrParametersRead, DateTimeRead, DateTimeWrite
      from smpclient.requests.statistics_management import GroupData, ListOfGroups
      from smpclient.transport.serial import SMPSerialTransport

      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              parameters = await client.request(MCUMgrParametersRead())
              assert parameters.buf_size == 1024, parameters
              for n in range(1000):
                  text = f"echo {n} " + "x" * (n % 60)
                  reply = await client.request(EchoWrite(d=text))
                  assert success(reply) and reply.r == text, (n, reply)
              long = "y" * 1000
              assert (await client.request(EchoWrite(d=long))).r == long
              assert success(await client.request(DateTimeWrite(datetime="2026-11-21T03:00:00")))
              assert (await client.request(DateTimeRead())).datetime.startswith("2026-11-21T03:00:0")
              groups = (await client.request(ListOfGroups())).stat_list
              fields = {}
              for group in groups:
                  fields |= (await client.request(GroupData(name=group))).fields
              print(sorted(fields))
              assert "steps" in fields and fields["battery_mv"] > 3000, fields
          print("all echoed")

      asyncio.run(main())
      """)
    #expect(finished.status == 0 && finished.output.contains("all echoed"), "\(finished.output) \(finished.errors)")
    _ = try band.stop()
  }

  @Test func mcumgrToolkit() throws {
    let band = try LiveBand()
    let finished = try band.python(
      """
      import datetime, sys
      from mcumgr_toolkit import MCUmgrClient
      client = MCUmgrClient.serial(sys.argv[1])
      client.use_auto_frame_size()
      assert client.os_echo("hello") == "hello"
      client.os_set_datetime(datetime.datetime(2026, 11, 21, 3, 0, 0))
      assert client.os_get_datetime().isoformat().startswith("2026-11-21T03:00:0")
      assert client.os_mcumgr_parameters().buf_size == 1024
      client.os_system_reset()
      print("done")
      """)
    #expect(finished.status == 0 && finished.output.contains("done"), "\(finished.output) \(finished.errors)")
    _ = try band.stop()
  }

  @Test func aClientKilledInMidFrameLeavesNothingBehind() throws {
    let band = try LiveBand()
    for _ in 0..<5 {
      let killed = try band.python(
        """
        import os, serial, signal, sys
        port = serial.Serial(sys.argv[1], 115200)
        port.write(b"\\x06\\x09AAsIAAABAAAA")
        os.kill(os.getpid(), signal.SIGKILL)
        """)
      #expect(killed.status == 128 + SIGKILL)
      let echo = try Programs.run(try Programs.client("smpmgr"), ["--port", band.port, "os", "echo", "next"])
      #expect(echo.status == 0 && echo.output.contains("next"), "\(echo.output) \(echo.errors)")
    }
    _ = try band.stop()
  }

  @Test func picocomShowsTheLog() throws {
    let band = try LiveBand()
    let shown = try Programs.run(
      "/bin/sh", ["-c", "picocom -q -b 115200 -x 3000 -t \"$(printf 'help\\r')\" --imap lfcrlf \(band.port)"])
    #expect(shown.output.contains("band"), "\(shown.output) \(shown.errors)")
    _ = try band.stop()
  }
}
