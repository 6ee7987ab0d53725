import Foundation
import Programs
import Testing

/// A program that lives on semihosting, run as people run it.
@Suite struct SemihostingTests {
  static let image = Bandbox.root + "/firmware-images/semihosting/semihosting.elf"

  @Test func theProgramsOutputFilesAndStatusAreOurs() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = folder + "/report.json"
    let files = folder + "/files"
    try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
    let finished = try Bandbox.run(["run", Self.image, "--semihosting-dir", files, "--report", report])
    #expect(finished.status == 0)
    let lines = finished.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "command line: ok")
    #expect(lines.filter { $0.hasSuffix(": ok") }.count == 14)
    #expect(lines.last == "input: 0 bytes")
    #expect(FileManager.default.contents(atPath: files + "/notes.txt") == Data("kept by the host\n".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder + "/escape"))
    let text = String(decoding: FileManager.default.contents(atPath: report) ?? Data(), as: UTF8.self)
    #expect(text.contains("\"reason\" : \"semihosting exit\""))
  }

  @Test func withoutAFolderItsChecksFailAndTheStatusSaysSo() throws {
    let finished = try Bandbox.run(["run", Self.image, "--semihosting", "--quiet"])
    #expect(finished.status == 7)
    #expect(finished.output.contains("create notes.txt: FAILED"))
  }

  @Test func withoutSemihostingTheBreakpointFaults() throws {
    let finished = try Bandbox.run(["run", Self.image, "--for", "1s", "--quiet"])
    #expect(finished.status == 3)
  }
}
