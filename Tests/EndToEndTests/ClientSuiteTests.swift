import Foundation
import Programs
import Testing

extension StandardPortTests {
  /// smpclient's own integration tests, unmodified, against the band: `tools/check` takes them from its source package.
  struct ClientSuiteTests {
    @Test func smpclient() throws {
      let image = try SignedImage()
      defer { image.remove() }
      let source = try Programs.environment("BANDBOX_VENV") + "/smpclient"
      let tests = image.folder + "/suite/tests"
      try FileManager.default.createDirectory(atPath: image.folder + "/suite", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: source + "/tests", toPath: tests)
      let python = try Programs.client("python")
      let prepared = try Programs.run(
        python,
        [
          Bandbox.root + "/Tests/EndToEndTests/Clients/smp_suite.py", tests, try Programs.environment("BANDBOX_BIN"),
          try image.sign("band.img", version: "3.1.4"),
        ])
      #expect(prepared.status == 0, "\(prepared)")
      let options = [
        "-q", "-rs", "-p", "no:cacheprovider", "-o", "markers=integration", "--rootdir", image.folder + "/suite",
      ]
      let finished = try Programs.run(python, ["-m", "pytest"] + options + [tests + "/integration"])
      // What is left out: raw framings, files that a client writes, a line length of 512, a server without parameters, and
      // of each server the tests of the other's transport.
      #expect(finished.status == 0 && finished.output.contains("20 passed"), "\(finished.output)")
    }
  }
}
