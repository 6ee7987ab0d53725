import Formats
import Glibc
import Session

/// A run followed line by line: for terminals that cannot show a screen, for files, and for ears. Changes no modes.
struct LineView {
  /// Host time between two looks at the run: for a person, and for a file, where it costs an idle band next to nothing.
  private static let (personInterval, fileInterval): (Duration, Duration) = (.milliseconds(250), .seconds(1))

  /// Why there is no screen, where a person may wonder.
  var reason: String?

  /// Follows a run to its end.
  func follow(_ runner: Runner, _ events: EventPipe, _ bootloader: inout BootloaderNote) {
    var hasKeys = isatty(0) == 1 && Standard.output.isTerminal
    if let reason { Standard.error.say("note: no picture, because \(reason); see --view") }
    if hasKeys, Terminal.isForeground { Standard.error.say(LiveKeys.help) }
    let interval = Standard.output.isTerminal ? Self.personInterval : Self.fileInterval
    var lines = LiveLines()
    events.watch(runner)
    while !runner.isFinished {
      let status = runner.status
      if status.millivolts > 0, let line = lines.line(for: status) { say(line) }
      bootloader.tell(status.bootloader)
      let (_, keys) = events.wait(withKeys: hasKeys && Terminal.isForeground, for: interval)
      guard let keys else {
        hasKeys = false
        continue
      }
      for key in KeyInput.keys(keys) { LiveKeys.press(key, runner) }
    }
  }

  /// Never waits for a reader: who takes the first lines of a pipe and then no more still has a band that ends when told to.
  private func say(_ line: String) {
    var output = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
    if poll(&output, 1, 0) > 0, output.revents & Int16(POLLERR | POLLHUP) == 0 { Standard.output.say(line) }
  }
}
