import Foundation
import Programs
import Testing

/// The scripts that people start first, with a compiler that fails.
@Suite struct ToolsTests {
  /// Runs a tool with a `swift` of the test's own: `build` is what a build does.
  private func run(_ tool: String, version: String = "echo 'Swift version 6.3'", build: String) throws -> Finished {
    try Programs.inFolder { folder in
      let swift = """
        #!/bin/bash
        echo "$*" >> \(folder)/calls
        case "$*" in
          --version) \(version) ;;
          *--show-bin-path*) echo \(folder) ;;
          *) \(build) ;;
        esac
        """
      try swift.write(toFile: folder + "/swift", atomically: true, encoding: .utf8)
      try "#!/bin/sh\necho old\n".write(toFile: folder + "/bandbox", atomically: true, encoding: .utf8)
      return try Bandbox.shell(
        "chmod +x $1/swift $1/bandbox; PATH=$1:$PATH \(Bandbox.root)/tools/\(tool); status=$?; cat $1/calls; exit $status",
        folder)
    }
  }

  @Test func aFailedBuildStartsNothing() throws {
    let failed = try run("run", build: "echo broken; exit 1")
    #expect(failed.status == 1 && !failed.output.contains("old"), "\(failed)")
    #expect(failed.errors.hasSuffix("broken\nerror: the build failed\n"), "\(failed)")
    let built = try run("run", build: "true")
    #expect(built.status == 0 && built.output.hasPrefix("old\n"), "\(built)")
    let builds = built.output.split(separator: "\n").filter { $0.hasPrefix("build") }
    #expect(builds.count == 2 && builds.allSatisfy { $0.contains("--no-color-diagnostics") }, "\(built)")
  }

  /// The example for CI installs what tools/run would.
  @Test func theExampleForCIInstallsTheSame() throws {
    let packages = try Bandbox.shell(". $1/tools/common.sh; printf '%s\\n' \"${build_packages[@]}\"", Bandbox.root)
      .output
    let example = try String(contentsOfFile: Bandbox.root + "/docs/ci-example.yml", encoding: .utf8)
    let names = packages.split(separator: "\n")
    #expect(names.count > 2 && names.allSatisfy { example.contains($0) }, "\(names)")
  }

  @Test(arguments: ["run", "check"])
  func aCompilerThatCannotStartIsNamed(tool: String) throws {
    let finished = try run(tool, version: "echo 'libfoo.so: cannot open' >&2; exit 127", build: "true")
    #expect(finished.status == 1)
    #expect(
      finished.errors.contains("error: 'swift --version' failed (status 127): libfoo.so: cannot open\n"), "\(finished)")
    let old = try run(tool, version: "echo 'Swift version 5.10'", build: "true")
    #expect(old.status == 1 && old.errors.contains("error: Swift 6.3 or newer is needed"), "\(old)")
  }

  /// On a terminal the build shows that it goes on, and what went wrong.
  @Test func theBuildMovesOnATerminal() throws {
    let finished = try Programs.inFolder { folder in
      let swift = """
        #!/bin/sh
        case "$*" in
          --version) echo 'Swift version 6.3' ;;
          *--show-bin-path*) echo \(folder) ;;
          *) echo '[3/9] Compiling Session'; sleep 1.2; echo 'oops.swift:1: error'; exit 1 ;;
        esac
        """
      try swift.write(toFile: folder + "/swift", atomically: true, encoding: .utf8)
      return try Bandbox.shell(
        "chmod +x $1/swift; PATH=$1:$PATH script -qec \(Bandbox.root)/tools/run /dev/null < /dev/null", folder)
    }
    #expect(finished.status == 1, "\(finished)")
    #expect(finished.output.contains("building, 1 s  [3/9] Compiling Session"), "\(finished)")
    #expect(finished.output.contains("oops.swift:1: error") && finished.output.contains("error: the build failed"))
  }
}
