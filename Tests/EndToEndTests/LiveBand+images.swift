import Foundation
import Programs
import Testing

/// Images of a band as unmodified clients see and change them.
extension LiveBand {
  /// Runs smpmgr on the band's port.
  func smpmgr(_ arguments: [String]) throws -> Finished {
    try Programs.run(try Programs.client("smpmgr"), ["--port", port, "--line-buffers", "8"] + arguments)
  }

  /// The versions and flags that `image state-read` prints, asked until the band answers again.
  func imageStates() throws -> String {
    let program = """
      import asyncio, sys
      from smpclient import SMPClient
      from smpclient.transport.serial import SMPSerialTransport
      from smpclient.requests.image_management import ImageStatesRead
      async def main():
          for attempt in range(30):
              try:
                  async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
                      reply = await client.request(ImageStatesRead(), 1.0)
                      print(";".join(
                          f"{i.slot} {i.version}" + "".join(" " + f for f in
                              ("active", "confirmed", "pending", "permanent") if getattr(i, f))
                          for i in reply.images))
                      return
              except (TimeoutError, asyncio.TimeoutError, OSError):
                  await asyncio.sleep(0.2)
          sys.exit("no answer")
      asyncio.run(main())
      """
    let finished = try python(program)
    #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    return finished.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
