import Foundation
import Programs
import Testing

/// A process that may make no memory executable later (PR_SET_MDWE, prctl(2); systemd's MemoryDenyWriteExecute=) translates all the same.
@Suite struct HardenedHostTests {
  /// Ends with 77 where the kernel does not know it (before Linux 6.3).
  private static let script = """
    import ctypes, os, sys
    if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0): sys.exit(77)
    os.execv(sys.argv[1], sys.argv[1:])
    """

  private static func run(_ arguments: [String]) throws -> Finished {
    try Programs.run(try Programs.client("python"), ["-c", script] + arguments)
  }

  private static var isKnown: Bool { (try? run(["/bin/true"]))?.status == 0 }

  @Test(.enabled(if: isKnown, "the kernel has no PR_SET_MDWE")) func codeIsTranslated() throws {
    let command = ["run", ImageRun.path("bench"), "--for", "100ms", "--quiet", "--engine", "translator"]
    let hardened = try Self.run([try Programs.environment("BANDBOX_BIN")] + command)
    #expect(hardened.status == 0)
    // Else it says that instructions are interpreted.
    #expect(hardened.errors == "")
  }
}
