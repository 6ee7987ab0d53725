import Foundation
import Programs
import Testing

/// The tests of `tools/python`, and of the examples beside it, by the pytest of the clients' environment.
@Suite struct PythonPackageTests {
  @Test(arguments: ["tests", "examples/smpclient", "examples/bumble"]) func testsOfItsOwnPass(folder: String) throws {
    let package = Bandbox.root + "/tools/python"
    try Programs.inFolder { scratch in
      let run = try Programs.run(
        try Programs.client("python"),
        [
          "-m", "pytest", "-q", "-p", "bandbox.pytest_plugin", "-p", "no:cacheprovider", "--rootdir", scratch,
          "-c", "\(package)/\(folder)/pytest.ini", "\(package)/\(folder)",
        ],
        environment: [
          "PYTHONPATH=" + package, "PYTHONDONTWRITEBYTECODE=1", "TMPDIR=" + scratch,
          "BANDBOX_BIN=" + (try Programs.environment("BANDBOX_BIN")),
        ])
      #expect(run.status == 0, "\(run.text)")
    }
  }
}
