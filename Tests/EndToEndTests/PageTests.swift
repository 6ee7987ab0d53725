import Foundation
import Programs
import Testing

/// The page of a run and its API, by clients as people have them.
@Suite struct PageTests {
  private static func python(_ program: String, _ arguments: [String]) throws {
    let path = Bandbox.root + "/Tests/EndToEndTests/Clients/" + program
    let finished = try Programs.run(
      try Programs.client("python"), [path] + arguments,
      environment: ["BANDBOX_BIN=\(try Programs.environment("BANDBOX_BIN"))"])
    #expect(finished.status == 0 && finished.output.hasSuffix("done\n"), "\(finished)")
  }

  @Test func programsUseTheAPI() throws {
    let microbit = Bandbox.root + "/firmware-images/blink-microbit/blink-microbit.elf"
    try Self.python("page_api.py", [Bandbox.band, "microbit", microbit])
  }

  @Test func theAPIIsWhatItsDescriptionSays() throws {
    try Self.python("page_fuzz.py", [Bandbox.band, Bandbox.root + "/docs/api.yaml"])
  }

  @Test func aPersonUsesThePage() throws { try Self.python("page_person.py", [Bandbox.band]) }

  @Test func twoRunsStandSideBySide() throws {
    try Self.python("page_two.py", [Bandbox.band, Bandbox.root + "/firmware-images/hello/hello.elf"])
  }

  @Test func aPersonSeesTheLEDs() throws {
    try Self.python("page_lights.py", [Bandbox.root + "/firmware-images/band1/band1.elf"])
  }

  @Test func aPortInUseIsAnError() throws {
    let taken = try Bandbox.shell(
      """
      out=$(mktemp); "$BB" run "$1" --page 0 --held --quiet >$out & while ! grep -q '"page"' $out; do sleep 0.05; done
      port=$(sed -n 's/.*"url":"http:..127.0.0.1:\\([0-9]*\\).*/\\1/p' $out)
      "$BB" run "$1" --page "$port" --for 1s --quiet; status=$?
      kill %1; wait; rm $out; exit $status
      """, Bandbox.band)
    #expect(
      taken.status == 2 && taken.errors.contains("Address already in use; choose another place with --page"), "\(taken)"
    )
    let remote = try Bandbox.run(["run", Bandbox.band, "--page", "page.example:80", "--for", "1s", "--quiet"])
    #expect(remote.status == 2 && remote.errors.contains("not a numeric address of this host"), "\(remote)")
    let both = try Bandbox.run(["run", Bandbox.band, "--page", "0", "--gdb", "0", "--for", "1s"])
    #expect(both.status != 0 && both.errors.contains("--page does not go with --gdb"), "\(both)")
  }
}
