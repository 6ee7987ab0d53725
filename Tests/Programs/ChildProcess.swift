import Foundation
import Glibc

/// A program run by a test. Its output goes to files, so that nothing fills up and nothing waits for a pipe's end; it
/// starts with every signal at its default and none blocked, whatever the test's thread has; it inherits no descriptor.
package final class ChildProcess {
  /// A test that waits longer than this for a program to end has found a fault: it is killed, and the test told.
  package static let patience: Duration = .seconds(300)

  package let identifier: pid_t
  /// Where its standard output and standard error go; removed with this object.
  private let folder: String
  private var status: Int32?

  /// Starts a program, which is found through the search path where it has no folder, with the file `input` as its standard
  /// input, in the environment of the tests and `environment`'s "NAME=VALUE".
  package init(
    _ program: String, _ arguments: [String], input: String = "/dev/null", environment: [String] = []
  ) throws {
    folder = try Programs.temporaryFolder()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    for (descriptor, name) in [(STDOUT_FILENO, "output"), (STDERR_FILENO, "errors")] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "\(folder)/\(name)", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    // Other threads' descriptors may be among them; one that is closed by then is no error to glibc.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
    for descriptor in open where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let command = environment.isEmpty ? [program] : ["/usr/bin/env"] + environment + [program]
    let words = (command + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let error = posix_spawnp(&child, command[0], &actions, &attributes, words + [nil], environ)
    guard error == 0 else { throw Missing(description: "\(program): \(String(cString: strerror(error)))") }
    identifier = child
  }

  deinit {
    send(SIGKILL)
    _ = try? wait()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What it has printed up to now.
  package var output: String { text("output") }
  /// What it has printed on standard error up to now.
  package var errors: String { text("errors") }

  private func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
  }

  /// Whether it has not ended.
  package var isRunning: Bool {
    if status == nil { take() }
    return status == nil
  }

  /// Takes the status of a child that has ended, as a shell gives it: 128 and the signal's number where one ended it.
  private func take() {
    var word: Int32 = 0
    guard waitpid(identifier, &word, WNOHANG) == identifier else { return }
    let signal = word & 0x7F
    status = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
  }

  /// Sends a signal, unless it has ended.
  package func send(_ signal: Int32) { if isRunning { kill(identifier, signal) } }

  /// Waits until it ends; returns its status, 128 and more where a signal ended it. Throws where it does not end in time.
  @discardableResult package func wait() throws -> Int32 {
    let deadline = ContinuousClock.now + Self.patience
    while isRunning {
      guard ContinuousClock.now < deadline else {
        kill(identifier, SIGKILL)
        throw Missing(
          description: "process \(identifier) did not end in \(Self.patience); it printed:\n\(output)\n\(errors)")
      }
      usleep(1_000)
    }
    return status ?? 0
  }

  /// Waits until it ends; returns all that it left.
  package func finish() throws -> Finished { Finished(status: try wait(), output: output, errors: errors) }

  /// Waits until `found` finds something. Throws where the program ends or `patience` passes before.
  package func waitFor<Found>(_ what: String, _ found: () throws -> Found?) throws -> Found {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let wasRunning = isRunning
      if let result = try found() { return result }
      guard wasRunning, ContinuousClock.now < deadline else {
        throw Missing(description: "\(what) never came; it printed:\n\(output)\n\(errors)")
      }
      usleep(1_000)
    }
  }
}
