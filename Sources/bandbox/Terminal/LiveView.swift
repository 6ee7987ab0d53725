import Formats
import Session

/// The band on a terminal's screen: its display, its LEDs, its battery, its current, and what the keys do.
struct LiveView {
  /// Host time between two looks at the run: while something is to be seen, and while the display is dark.
  private static let (litInterval, darkInterval): (Duration, Duration) = (.milliseconds(50), .milliseconds(200))
  /// After a key somebody waits to see what it does.
  private static let attention: Duration = .seconds(2)

  /// The image's path, for the title.
  var image: String
  /// The pseudo-terminal's path, if there is one.
  var port: String?
  /// Whether time stands still until a client attaches.
  var waitsForClient: Bool
  /// Whether lit LEDs are drawn in their colours.
  var hasColors: Bool

  /// Follows a run to its end; leaves the terminal as it takes it.
  func follow(_ runner: Runner, on terminal: Terminal) {
    var size = Terminal.size(of: .output)
    var screen = TerminalScreen(columns: size.columns, rows: size.rows)
    var lastKey: ContinuousClock.Instant?
    var hasKeys = true
    func resize() {
      size = Terminal.size(of: .output)
      screen.resize(columns: size.columns, rows: size.rows)
    }
    terminal.events.watch(runner)
    while !runner.isFinished {
      var interval = Self.darkInterval
      // A shell says nothing when it brings a running job to the foreground.
      if !terminal.isEntered, terminal.enter() { resize() }
      if terminal.isEntered {
        var status = runner.status
        status.isHeld = waitsForClient && status.time == 0
        let lines = LiveLayout.lines(
          status, image: image, port: port, columns: size.columns, rows: size.rows)
        let change = screen.show(lines) { hasColors ? LiveLight.colors(in: $0) : [:] }
        if !change.isEmpty { Standard.output.write(change) }
        let isAttended = lastKey.map { .now - $0 < Self.attention } ?? false
        if isAttended || status.pixels.contains(true) || status.lights.contains(where: \.isLit) {
          interval = Self.litInterval
        }
      }
      let (notes, keys) = terminal.events.wait(withKeys: hasKeys && terminal.isEntered, for: interval)
      if notes.contains(.suspended) {
        runner.pause()
        terminal.suspend()
        runner.resume()
      } else if notes.contains(.continued) {
        terminal.enter()
      }
      if !notes.isDisjoint(with: [.suspended, .continued, .resized]) { resize() }
      guard let keys else {
        hasKeys = false
        continue
      }
      for key in KeyInput.keys(keys) {
        lastKey = .now
        if key == LiveKeys.redraw { screen.forget() } else { LiveKeys.press(key, runner) }
      }
    }
  }
}
