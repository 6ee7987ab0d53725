import Foundation
import Programs
import Testing

/// A serial flasher against the boot ROM: it brings its own loader, and a band's firmware to flash.
extension ClientTests {
  private var loader: String { Bandbox.root + "/firmware-images/loader/loader.elf" }

  /// What a new band's flash holds: bootloader and band.
  private func factoryFlash(in folder: String) throws -> String {
    let path = folder + "/factory.bin"
    _ = try Bandbox.report(["--flash", path, "--for", "1ms", "--wear", "none"])
    return path
  }

  private func flasher(_ port: String, _ image: String) throws -> ChildProcess {
    let script = Bandbox.root + "/Tests/EndToEndTests/Clients/flasher.py"
    return try ChildProcess(try Programs.client("python"), [script, port, loader, image])
  }

  private func flash(_ port: String, _ image: String) throws -> Finished {
    let process = try flasher(port, image)
    return try process.finish()
  }

  private func contents(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }

  @Test func aSerialFlasherFillsAnEmptyFlashAndBootsIt() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/flash.bin"
    let band = try LiveBand(["--flash", file], image: nil)
    let finished = try flash(band.port, try factoryFlash(in: folder))
    #expect(finished.status == 0 && finished.output.contains("booted"), "\(finished.output) \(finished.errors)")
    let report = try band.stop()
    #expect((report.json["unmodelled"] as? [Any])?.isEmpty == true)
    // What was flashed is what --flash with the image writes, and starts by itself in the next run.
    let written = contents(file)
    #expect(written.count == 1 << 20)
    let other = folder + "/other.bin"
    _ = try Bandbox.report(["--flash", other, "--for", "1s", "--wear", "none"])
    let isSame = contents(other) == written
    #expect(isSame)
    let again = try LiveBand(["--flash", file], image: nil)
    let echo = try Programs.run(try Programs.client("smpmgr"), ["--port", again.port, "os", "echo", "flashed"])
    #expect(echo.status == 0 && echo.output.contains("flashed"), "\(echo.output) \(echo.errors)")
    _ = try again.stop()
  }

  /// The file of a killed emulator holds what a flash holds that lost power: pages up to somewhere, then nothing.
  @Test func aKilledEmulatorLeavesAFlash() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let whole = folder + "/whole.bin"
    _ = try Bandbox.report(["--flash", whole, "--for", "1s", "--wear", "none"])
    let image = contents(whole)
    let file = folder + "/flash.bin"
    let band = try LiveBand(["--flash", file], image: nil)
    let client = try flasher(band.port, try factoryFlash(in: folder))
    // A number of pages in: the file itself says when.
    let handle = try #require(FileHandle(forReadingAtPath: file))
    func isErased(_ page: Int) throws -> Bool {
      try handle.seek(toOffset: UInt64(page * 256))
      return try handle.read(upToCount: 256) == Data(repeating: 0xFF, count: 256)
    }
    while try isErased(40) { try #require(client.isRunning) }
    try band.kill()
    try client.wait()
    let left = contents(file)
    #expect(left.count == 1 << 20)
    let pages = (0..<left.count / 256).map { left[$0 * 256..<($0 + 1) * 256] }
    let written = pages.indices.prefix { pages[$0] == image[$0 * 256..<($0 + 1) * 256] }.count
    #expect(written > 40 && written < pages.count)
    #expect(pages[written...].allSatisfy { $0.allSatisfy { $0 == 0xFF } })
    // Half an image has its header: the boot pin gets the flasher in.
    let next = try LiveBand(["--flash", file, "--uart-boot"], image: nil)
    let finished = try flash(next.port, try factoryFlash(in: folder))
    #expect(finished.status == 0 && finished.output.contains("booted"), "\(finished.output) \(finished.errors)")
    _ = try next.stop()
    let isWhole = contents(file) == image
    #expect(isWhole)
  }
}
