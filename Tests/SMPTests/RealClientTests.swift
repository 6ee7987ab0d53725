import Foundation
import Programs
import SMP
import Testing

/// Unmodified clients of the field against the server on a pseudo-terminal.
struct RealClientTests {
  /// Runs a Python program with the clients' environment; the port is its first argument.
  func python(_ program: String, port: String) throws -> Finished {
    try Programs.run(try Programs.client("python"), ["-c", program, port])
  }

  @Test(arguments: [false, true]) func smpmgr(_ chatty: Bool) throws {
    let server = try PtyServer(TestDevice(), chatty: chatty)
    defer { server.stop() }
    let smpmgr = try Programs.client("smpmgr")
    for text in ["hello", "x", String(repeating: "long ", count: 29)] {
      let echo = try Programs.run(smpmgr, ["--port", server.path, "os", "echo", text])
      // It prints the reply broken into lines.
      let printed = echo.text.filter { !$0.isWhitespace }
      #expect(echo.status == 0 && printed.contains("r='\(text.filter { $0 != " " })'"), "\(echo.text)")
    }
    let list = try Programs.run(smpmgr, ["--port", server.path, "statistics", "list"])
    #expect(list.text.contains("activity") && list.text.contains("power"), "\(list.text)")
    let activity = try Programs.run(smpmgr, ["--port", server.path, "statistics", "get", "activity"])
    #expect(activity.text.contains("steps") && activity.text.contains("12345"), "\(activity.text)")
    let none = try Programs.run(smpmgr, ["--port", server.path, "statistics", "get", "nothing"])
    #expect(none.text.contains("ERR_INVALID_GROUP"), "\(none.text)")
    let images = try Programs.run(smpmgr, ["--port", server.path, "image", "state-read"])
    #expect(images.text.contains("ENOTSUP"), "\(images.text)")
    #expect(server.resets == 0)
    let reset = try Programs.run(smpmgr, ["--port", server.path, "os", "reset"])
    #expect(reset.status == 0, "\(reset.text)")
    #expect(server.resets == 1)
  }

  @Test func smpclientEchoesAThousandTimes() throws {
    let server = try PtyServer(TestDevice())
    defer { server.stop() }
    let program = """
      import asyncio, random, sys
      from smpclient import SMPClient
      from smpclient.generics import success
      from smpclient.requests.os_management import EchoWrite, DateTimeRead, DateTimeWrite, MCUMgrParametersRead
      from smpclient.requests.os_management import OSApplicationInfoRead, BootloaderInformationRead
      from smpclient.transport.serial import SMPSerialTransport

      async def main():
          rng = random.Random(1)
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              parameters = await client.request(MCUMgrParametersRead())
              assert (parameters.buf_size, parameters.buf_count) == (1024, 4), parameters
              for n in range(1000):
                  # 1020 bytes: header 8, map 1, key 2, head of the text 3.
                  size = [0, 1, 1006, 1005, 23, 24][n] if n < 6 else rng.randrange(1007)
                  text = "".join(chr(rng.randrange(32, 127)) for _ in range(size))
                  reply = await client.request(EchoWrite(d=text))
                  assert success(reply) and reply.r == text, (n, size, reply)
              unset = await client.request(DateTimeRead())
              assert "RTC_NOT_SET" in repr(unset), unset
              assert success(await client.request(DateTimeWrite(datetime="2026-11-21T03:00:00")))
              assert (await client.request(DateTimeRead())).datetime == "2026-11-21T03:00:00"
              assert (await client.request(OSApplicationInfoRead(format="sv"))).output == "Bandbox 1.2.3"
              assert "INVALID_FORMAT" in repr(await client.request(OSApplicationInfoRead(format="?")))
              assert (await client.request(BootloaderInformationRead())).rc == 8
          print("all echoed")

      asyncio.run(main())
      """
    let finished = try python(program, port: server.path)
    #expect(finished.status == 0 && finished.text.contains("all echoed"), "\(finished.text)")
  }

  @Test func mcumgrToolkit() throws {
    let server = try PtyServer(TestDevice())
    defer { server.stop() }
    let program = """
      import datetime, sys
      from mcumgr_toolkit import MCUmgrClient

      client = MCUmgrClient.serial(sys.argv[1])
      client.use_auto_frame_size()
      client.check_connection()
      for size in (0, 1, 100, 1000, 1006):
          assert client.os_echo("x" * size) == "x" * size, size
      parameters = client.os_mcumgr_parameters()
      assert (parameters.buf_size, parameters.buf_count) == (1024, 4)
      moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000)
      client.os_set_datetime(moment)
      assert client.os_get_datetime() == moment, client.os_get_datetime()
      assert client.os_application_info("s") == "Bandbox"
      assert client.stats_list_groups() == ["activity", "power"]
      assert client.stats_get_group_data("activity") == {"steps": 12345, "heart_rate": 61}
      assert client.stats_get_group_data("power") == {"uptime_ms": 0x123456789}
      for unsupported in (client.os_bootloader_info, client.image_get_state, client.enum_get_group_count):
          try:
              unsupported()
          except Exception as error:
              assert "MGMT_ERR_ENOTSUP" in str(error), error
          else:
              raise AssertionError(unsupported)
      client.os_system_reset()
      print("all answered")
      """
    let finished = try python(program, port: server.path)
    #expect(finished.status == 0 && finished.text.contains("all answered"), "\(finished.text)")
    #expect(server.resets == 1)
  }

  /// A client that dies in mid-frame must not cost the next one its first request.
  @Test func aClientKilledInMidFrame() throws {
    let server = try PtyServer(TestDevice())
    defer { server.stop() }
    let program = """
      import sys
      from mcumgr_toolkit import MCUmgrClient
      frame = bytes([6, 9]) + b"ABMKAAAJAABCAKFhZGVoZWxsb0YZ" + b"\\n"
      for cut in range(1, len(frame)):
          with open(sys.argv[1], "wb", buffering=0) as port:
              port.write(frame[:cut])
          client = MCUmgrClient.serial(sys.argv[1], timeout_ms=1000)
          client.set_retries(0)
          assert client.os_echo("next") == "next", cut
          del client
      print("none lost")
      """
    let finished = try python(program, port: server.path)
    #expect(finished.status == 0 && finished.text.contains("none lost"), "\(finished.text)")
  }
}
