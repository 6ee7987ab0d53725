import Foundation
import Programs
import Testing

/// `bandbox ports --watch` and `bandbox exec`, with the real libraries of the field.
@Suite(.serialized) final class PortsTests {
  /// Where these tests' bands are listed, apart from those of tests that run beside them.
  private let folder: String
  private var environment: [String] { ["XDG_RUNTIME_DIR=\(folder)"] }

  init() throws { folder = try Programs.temporaryFolder() }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func exec(_ command: String...) throws -> Finished {
    try Bandbox.run(["exec", "--"] + command, environment: environment)
  }

  @Test func watchesDevicesComeAndGo() throws {
    let finished = try Programs.run(
      "/usr/bin/env",
      [
        "umockdev-wrapper", try Programs.client("python"),
        Bandbox.root + "/Tests/EndToEndTests/Clients/hot_plug.py", try Programs.environment("BANDBOX_BIN"),
      ], environment: environment)
    let lines = finished.output.split(separator: "\n").map(String.init)
    #expect(finished.status == 0 && lines.count == 5, "\(finished)")
    try #require(lines.count == 5)
    #expect(lines[0].contains(#""event":"added""#) && lines[0].contains("/dev/ttyACM6"))
    #expect(lines[1] == "plugged" && lines[3] == "pulled")
    #expect(lines[2].contains(#""event":"added""#) && lines[2].contains(#""serial_number":"BAND0001""#))
    #expect(lines[4].contains(#""event":"removed""#) && lines[4].contains("/dev/ttyACM7"))
  }

  @Test func toolsFindBandsByTheirNumbers() throws {
    let band = try LiveBand(environment: environment)
    let list = try exec(try Programs.client("python"), "-m", "serial.tools.list_ports", "-v")
    #expect(list.status == 0, "\(list)")
    #expect(list.output.contains("USB VID:PID=1209:0001 SER=band"), "\(list)")
    // By the numbers alone, as a tool does that takes no path; then the unmodified smpmgr on what it found.
    let find = """
      import subprocess, sys
      from serial.tools import list_ports
      found = [port for port in list_ports.comports() if (port.vid, port.pid) == (0x1209, 0x0001)]
      assert found and found[0].product == "Bandbox miband2", found
      sys.exit(subprocess.call([sys.argv[1], "--port", found[0].device, "os", "echo", "found"]))
      """
    let echo = try exec(try Programs.client("python"), "-c", find, try Programs.client("smpmgr"))
    #expect(echo.status == 0 && echo.output.contains("r='found'"), "\(echo)")
    let pty = try exec(
      try Programs.client("python"), "-c", "import pty, os; os.ttyname(pty.openpty()[1])")
    #expect(pty.status == 0, "\(pty)")
    let status = try exec("sh", "-c", "exit 7")
    #expect(status.status == 7, "\(status)")
    let missing = try exec("no-such-tool")
    #expect(missing.status == 127 && missing.errors.contains("no-such-tool: No such file"), "\(missing)")
    // Nothing of it is to be seen outside.
    #expect(!FileManager.default.fileExists(atPath: "/sys/devices/bandbox"))
    _ = try band.stop()
  }

  @Test func aTouchAt1200BaudResetsIntoRecovery() throws {
    let band = try LiveBand(
      ["--record", folder + "/session", "--link-mode", "0666", "--lossless"], environment: environment)
    let touch = try band.python("import serial, sys; serial.Serial(sys.argv[1], 1200).close()")
    #expect(touch.status == 0, "\(touch)")
    // Whatever runs after the reset, band or bootloader, answers at the usual rate again.
    let echo = try Bandbox.run(["smp", "echo", "--port", band.port, "--timeout", "5"])
    #expect(echo.status == 0, "\(echo)")
    _ = try band.stop()
    let session = String(decoding: FileManager.default.contents(atPath: folder + "/session") ?? Data(), as: UTF8.self)
    let events = session.split(separator: "\n").filter { $0.hasSuffix(" touch 2000ms") || $0.hasSuffix(" reset") }
    #expect(events.count == 2, "\(session.prefix(2_000))")
    let notes = band.errors.split(separator: "\n").filter { $0.contains("1200 baud") }
    #expect(notes.count == 1 && notes.first?.contains("serial recovery") == true, "\(band.errors)")
  }

  @Test func withoutABandThereIsNothingToRunBeside() throws {
    let finished = try exec("true")
    #expect(finished.status == 2 && finished.errors.contains("no band is running"), "\(finished)")
  }

  /// A mount namespace cannot be made where none are allowed: here in a user namespace whose limit of them is 0.
  @Test func aSystemThatForbidsNamespacesIsNamed() throws {
    let band = try LiveBand(environment: environment)
    let forbid = "echo 0 > /proc/sys/user/max_mnt_namespaces && exec \"$0\" exec -- true"
    let finished = try Programs.run(
      "/usr/bin/unshare",
      ["--user", "--map-root-user", "sh", "-c", forbid, try Programs.environment("BANDBOX_BIN")],
      environment: environment)
    #expect(finished.status == 2, "\(finished)")
    #expect(
      finished.errors.contains("does not let you make private namespaces (No space left on device)"), "\(finished)")
    #expect(finished.errors.contains("'bandbox ports'"), "\(finished)")
    _ = try band.stop()
  }

  /// Root can be another user for a moment.
  @Test(.enabled(if: getuid() == 0)) func anotherUserMayOpenThePortWhereTheModeSaysSo() throws {
    for (options, isOpen) in [(["--link-mode", "0666"], true), (["--link-mode", "0660:65534"], true), ([], false)] {
      let band = try LiveBand(options, environment: environment)
      let device = try FileManager.default.destinationOfSymbolicLink(atPath: band.port)
      let other = ["--reuid", "65534", "--regid", "65534", "--clear-groups", "stty", "-F", device, "115200"]
      let finished = try Programs.run("/usr/bin/setpriv", other)
      #expect((finished.status == 0) == isOpen, "\(options): \(finished)")
      if !isOpen { #expect(finished.errors.contains("Permission denied"), "\(finished)") }
      _ = try band.stop()
    }
  }
}
