import Foundation
import Programs
import Testing

/// A client on a bad cable.
@Suite(.serialized) struct FaultTests {
  @Test func aClientAsksAgainUntilTheCableIsGood() throws {
    let band = try LiveBand(["--faults", "wire both flip 0.05 until 8s"])
    let finished = try band.python(
      """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.requests.os_management import EchoWrite
      from smpclient.transport.serial import SMPSerialTransport
      async def main():
          failed = 0
          for attempt in range(40):
              try:
                  client = SMPClient(SMPSerialTransport(), sys.argv[1], timeout_s=1.0)
                  await client.connect()
                  reply = await client.request(EchoWrite(d="through a bad cable, some forty bytes of it"), timeout_s=1.0)
                  await client.disconnect()
                  assert reply.r == "through a bad cable, some forty bytes of it"
                  print("answered after", failed)
                  return
              except Exception as error:
                  failed += 1
                  await client.disconnect()
      asyncio.run(main())
      """)
    #expect(finished.status == 0 && finished.output.contains("answered after"), "\(finished.output) \(finished.errors)")
    let report = try band.stop()
    let faults = report.json["faults"] as? [[String: Any]] ?? []
    #expect(faults.first?["fault"] as? String == "wire both flip 0.05 until 8s")
    #expect(faults.first?["count"] as? Int ?? 0 > 0)
  }

  @Test func whatIsWrongIsNamed() throws {
    let wrong = try Bandbox.run(["run", Bandbox.band, "--for", "1s", "--faults", "wire both flip often"])
    #expect(wrong.status == 2 && wrong.errors.contains("--faults:1: flip: expected a probability"), "\(wrong.errors)")
    let missing = try Bandbox.run(["run", Bandbox.band, "--for", "1s", "--faults", "nowhere.faults"])
    #expect(missing.status == 2 && missing.errors.contains("nowhere.faults: no such file"), "\(missing.errors)")
  }
}
