import Foundation
import Programs
import Testing

/// Sessions of real clients, recorded in real time and repeated as fast as the host can.
@Suite(.serialized) struct ReplayTests {
  @Test func aSessionOfClientsIsRepeated() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/session.rec"
    let band = try LiveBand(["--record", file, "--seed", "9"])
    let echo = try Programs.run(try Programs.client("smpmgr"), ["--port", band.port, "os", "echo", "recorded"])
    #expect(echo.status == 0, "\(echo.output) \(echo.errors)")
    let client = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.requests.os_management import EchoWrite
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              for n in range(50):
                  assert (await client.request(EchoWrite(d=f"echo {n}"))).r == f"echo {n}"
      asyncio.run(main())
      """)
    #expect(client.status == 0, "\(client.errors)")
    let recorded = try band.stop()

    let report = folder + "/replay.json"
    let replay = try Bandbox.run(["run", "--replay", file, "--report", report])
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(replay.errors.contains("the same digest"), "\(replay.errors)")
    #expect(try RunReport(FileManager.default.contents(atPath: report) ?? Data()).digest == recorded.digest)

    // A recording is text: another question gets another answer, and the place is named.
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let send = try #require(lines.lastIndex { $0.contains(" send ") })
    var edited = lines
    edited.remove(at: send)
    try edited.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let other = try Bandbox.run(["run", "--replay", file, "--quiet"])
    #expect(other.status == 1)
    #expect(other.errors.hasPrefix("\(file):") && other.errors.contains("first divergence at "), "\(other.errors)")
  }

  /// smpmgr and mcumgr-toolkit, a touch and a charger, recorded on another machine: the same bytes, the same digest. Where the
  /// band or its model is changed, `bandbox run firmware-images/band/band.elf --replay FILE --record FILE` records it anew.
  @Test func aSessionOfAnotherMachineIsRepeated() throws {
    let file = Bandbox.root + "/Tests/EndToEndTests/Recordings/session.rec"
    let replay = try Bandbox.run(["run", Bandbox.band, "--replay", file])
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(
      replay.errors.contains("repeated 12 events; 551 bytes from the band as recorded, the same digest"),
      "\(replay.errors)")
  }

  @Test func aKilledSessionIsRepeatedAsFarAsItGoes() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/session.rec"
    let band = try LiveBand(["--record", file])
    let echo = try Programs.run(try Programs.client("smpmgr"), ["--port", band.port, "os", "echo", "killed"])
    #expect(echo.status == 0, "\(echo.output) \(echo.errors)")
    try band.kill()
    let replay = try Bandbox.run(["run", "--replay", file, "--quiet"])
    #expect(replay.status == 0, "\(replay.errors)")
  }

  @Test func whatIsWrongIsNamed() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/session.rec"
    try "bandbox recording 1\n1s atach\n".write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = try Bandbox.run(["run", Bandbox.band, "--replay", file])
    #expect(wrong.status == 2 && wrong.errors.contains("\(file):2: expected attach,"), "\(wrong.errors)")
    let both = try Bandbox.run(["run", Bandbox.band, "--replay", file, "--link", folder + "/band"])
    #expect(both.status == 2 && both.errors.contains("--replay"), "\(both.errors)")
  }
}
