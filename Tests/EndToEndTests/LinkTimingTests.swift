import Foundation
import Programs
import Testing

/// How long an upload of smpclient takes in virtual time: what the wire, the firmware and the flash take, each exactly.
/// What the host adds is measured by tools/bench-link.
@Suite(.serialized) struct LinkTimingTests {
  private static let upload = """
    import asyncio, sys
    from smpclient import SMPClient
    from smpclient.transport.serial import SMPSerialTransport
    async def main():
        transport = SMPSerialTransport(max_smp_encoded_frame_size=8 * 128, line_length=128, line_buffers=8)
        async with SMPClient(transport, sys.argv[1]) as client:
            async for _ in client.upload(open(sys.argv[2], "rb").read()):
                pass
    asyncio.run(main())
    """

  /// Repeats a recording and records that.
  private func replay(_ recording: String, to name: String, in folder: String) throws -> (text: String, RunReport) {
    let (copy, report) = (folder + "/\(name).rec", folder + "/\(name).json")
    let finished = try Bandbox.run(["run", "--replay", recording, "--record", copy, "--report", report])
    #expect(finished.status == 0 && finished.errors.contains("the same digest"), "\(finished.errors)")
    return (
      try String(contentsOfFile: copy, encoding: .utf8),
      try RunReport(FileManager.default.contents(atPath: report) ?? Data())
    )
  }

  @Test func anUploadTakesWireFirmwareAndFlash() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let signed = try SignedImage(bytes: (0..<12_000).map { UInt8($0 * $0 >> 7 & 0xFF) })
    defer { signed.remove() }
    let path = try signed.sign("app.img", version: "2.0.0")
    let recording = folder + "/upload.rec"
    let band = try LiveBand(["--record", recording])
    let client = try Programs.run(try Programs.client("python"), ["-c", Self.upload, band.port, path])
    #expect(client.status == 0, "\(client.errors)")
    _ = try band.stop()

    let text = try String(contentsOfFile: recording, encoding: .utf8)
    let first = try replay(recording, to: "first", in: folder)
    let second = try replay(recording, to: "second", in: folder)
    #expect(first.text == text && second.text == text)
    #expect(first.1.digest == second.1.digest && first.1.virtualSeconds == second.1.virtualSeconds)

    let exchanges = RecordedExchange.read(text)
    let bytes = try #require(FileManager.default.contents(atPath: path)).count
    let upload = exchanges.filter { $0.sent > 100 }
    #expect(upload.reduce(0) { $0 + $1.sent } > bytes * 4 / 3)
    // The band's lines leave without a pause: a character follows the other, the first within its bit of the rate's clock.
    for line in exchanges.flatMap(\.lines) {
      let late = (line.count - 1) * RecordedExchange.bandCharacter - line.span
      #expect((0..<RecordedExchange.bandCharacter / 10).contains(late), "\(line)")
    }
    // No answer before its request has arrived, no request before the answer: nothing overlaps, so that the whole is the sum.
    #expect(upload.allSatisfy { $0.band > 0 && $0.pauses >= 0 })
    let gaps = zip(upload, upload.dropFirst()).map { $1.begun - $0.last }
    #expect(gaps.allSatisfy { $0 >= 0 })
    let parts = upload.reduce(0) { $0 + $1.wire + $1.band + $1.pauses } + gaps.reduce(0, +)
    #expect(try #require(upload.last).last - #require(upload.first).begun == parts)
    // The flash has its time in the band's: 0.8 ms a program, at least one a page.
    let flash = first.1.rows.filter { $0["component"] as? String == "NOR flash" }
    func seconds(_ state: String) -> Double {
      flash.first { $0["state"] as? String == state }?["seconds"] as? Double ?? 0
    }
    let busy = seconds("program") + seconds("erase")
    let answered = Double(upload.reduce(0) { $0 + $1.band }) / 3 / 1_536_000_000
    #expect(seconds("program") >= Double(bytes / 256) * 0.0008 * 0.99, "\(flash)")
    #expect(answered > busy, "\(answered) s until the answers began, \(busy) s of flash")
  }
}
