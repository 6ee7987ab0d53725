/// A console of which somebody else hears too.
final class ConsoleTap: SemihostingConsole {
  /// Told of what was written.
  var onOutput: (([UInt8]) -> Void)?
  private let console: any SemihostingConsole

  init(_ console: any SemihostingConsole) { self.console = console }

  func write(_ bytes: [UInt8], toError: Bool) -> Int {
    onOutput?(bytes)
    return console.write(bytes, toError: toError)
  }

  func read(_ count: Int) -> [UInt8] { console.read(count) }
}
