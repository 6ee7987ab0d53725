import Foundation
import Programs
import Testing

/// A real terminal with a shell in it, driven from outside: tmux. Ended with the test.
final class TmuxTerminal {
  private let folder: String
  private let server: ChildProcess
  private var socket: String { folder + "/tmux" }
  /// Everything that the programs in it have written.
  var output: String {
    String(decoding: FileManager.default.contents(atPath: folder + "/output") ?? Data(), as: UTF8.self)
  }
  /// A place for a test's files.
  func file(_ name: String) -> String { folder + "/" + name }

  init(columns: Int = 80, rows: Int = 24) throws {
    folder = try Programs.temporaryFolder()
    // Not as a daemon: it ends with this object.
    let socket = folder + "/tmux"
    server = try ChildProcess("/usr/bin/env", ["tmux", "-u", "-S", socket, "-f", "/dev/null", "-D"])
    while !FileManager.default.fileExists(atPath: socket), server.isRunning { usleep(10_000) }
    let shell = "env -u TMUX -u NO_COLOR -u LC_ALL LANG=C.UTF-8 PS1='ready> ' bash --norc --noprofile -i"
    try tmux("new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell)
    try tmux("pipe-pane", "cat > '\(folder)/output'")
    try waitFor("the prompt") { $0.contains("ready>") }
  }

  deinit {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(atPath: folder)
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    let finished = try Programs.run("/usr/bin/env", ["tmux", "-u", "-S", socket, "-f", "/dev/null"] + arguments)
    guard finished.status == 0 else { throw Missing(description: "tmux \(arguments): \(finished.errors)") }
    return finished.output
  }

  /// What is to be seen, line by line.
  func picture() throws -> String { try tmux("capture-pane", "-p") }
  /// The same with what has been scrolled away.
  func history() throws -> String { try tmux("capture-pane", "-p", "-S", "-") }
  /// Presses keys by tmux's names, such as `q`, `C-z` or `Enter`.
  func press(_ keys: String...) throws { for key in keys { try tmux("send-keys", key) } }
  /// Types a command line.
  func type(_ line: String) throws {
    try tmux("send-keys", "-l", line)
    try tmux("send-keys", "Enter")
  }
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Starts the band here.
  func run(_ arguments: String, environment: String = "", image: String = Bandbox.band) throws {
    let command = try Programs.environment("BANDBOX_BIN")
    try type(
      "clear; \(environment) '\(command)' run '\(image)' --link '\(file("band"))' --wear none \(arguments)")
  }

  /// The process that runs in the foreground or stands stopped.
  func child() throws -> Int32 {
    let shell = try tmux("display-message", "-p", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines)
    let path = "/proc/\(shell)/task/\(shell)/children"
    let list = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    return try #require(list.split(separator: " ").first.flatMap { Int32($0) })
  }

  /// Looks until the picture is as wanted, for at most a minute.
  @discardableResult
  func waitFor(_ what: String, _ isSo: (String) throws -> Bool) throws -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    var seen = ""
    while ContinuousClock.now < deadline {
      seen = try picture()
      if try isSo(seen) { return seen }
      usleep(20_000)
    }
    throw Missing(description: "\(what) never came; the terminal shows:\n\(seen)")
  }

  /// The virtual time in the picture, in seconds.
  static func clock(_ picture: String) -> Int? {
    guard let match = picture.firstMatch(of: /(\d\d):(\d\d):(\d\d)/) else { return nil }
    let parts = [match.1, match.2, match.3].compactMap { Int($0) }
    return parts[0] * 3_600 + parts[1] * 60 + parts[2]
  }
}
