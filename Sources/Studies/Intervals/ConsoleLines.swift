import Boards
import Machine
import Session
import Watchers

/// The lines of plain text that a band sends, each when its line feed has been sent.
final class ConsoleLines {
  private var text = ConsoleText()
  private var line: [UInt8] = []
  private var watching: Subscription?
  private let heard: (String) -> Void

  /// Hears them from now on.
  init(_ band: any Board, heard: @escaping (String) -> Void) {
    self.heard = heard
    watching = band.cable.bandToHost.watchSent { [unowned self] in sent($0) }
  }

  private func sent(_ byte: UInt8) {
    for byte in text.filter([byte]) {
      guard byte == 0x0A else {
        if line.count < 512 { line.append(byte) }
        continue
      }
      heard(String(decoding: line, as: UTF8.self))
      line.removeAll(keepingCapacity: true)
    }
  }
}
