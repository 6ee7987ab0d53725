import Boards
import CortexM0
import Formats
import Foundation
import Images
import Machine

/// Prints what happens, as it happens: on standard error, unless told otherwise.
package final class Tracer {
  private var buffer: [UInt8] = []
  private let emulation: Emulation
  private let output: ([UInt8]) -> Bool
  private var watching: [Subscription] = []
  /// What has been printed comes again, and is not.
  package var isMuted = false
  /// The latest instruction: it is told again where something held it back.
  private var latest: (instructions: UInt64, faults: UInt64, place: UInt32)?
  /// Whether a write has failed.
  package private(set) var hasFailed = false

  /// Watches what `traces` names. `output` takes the text and says whether it could.
  package init(
    _ traces: Set<Trace>, emulation: Emulation, band: any Board, symbols: SymbolTable,
    output: @escaping ([UInt8]) -> Bool = { Standard.error.write($0) }
  ) {
    self.emulation = emulation
    self.output = output
    if traces.contains(.lines) {
      watching += emulation.lines.map { line in
        line.watch { [unowned self, unowned line] level in write("\(line.name) \(level ? 1 : 0)") }
      }
    }
    if traces.contains(.uart) {
      watching += [
        band.cable.hostToBand.watchSent { [unowned self] in write("UART host -> band \(Tracer.describe($0))") },
        band.cable.bandToHost.watchSent { [unowned self] in write("UART band -> host \(Tracer.describe($0))") },
      ]
    }
    if traces.contains(.instructions) {
      var names: [String: String] = [:]
      let instructions = band.chip.cpu.watchInstructions { [unowned self] cpu in
        let next = (instructions: cpu.instructions, faults: cpu.faults, place: cpu.programCounter)
        if let latest, latest == next { return }
        latest = next
        let place = symbols.name(at: cpu.programCounter).map { place in
          if names[place.name] == nil { names[place.name] = FunctionName.readable(place.name) }
          return "  \(SymbolTable.Place(name: names[place.name] ?? place.name, offset: place.offset))"
        }
        write("\(cpu.cycles) \(Hex.word(cpu.programCounter))\(place ?? "")")
      }
      watching.append(instructions)
    }
  }

  deinit { flush() }

  private func write(_ text: String) {
    if isMuted { return }
    buffer += Array("\(NumberText.decimal(emulation.now.inSeconds, 9)) \(text)\n".utf8)
    if buffer.count > 32_768 { flush() }
  }

  /// Writes what has been gathered.
  package func flush() {
    guard !buffer.isEmpty else { return }
    if !hasFailed { hasFailed = !output(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func describe(_ byte: UInt8) -> String {
    let hex = String(byte, radix: 16)
    return (byte < 16 ? "0x0" : "0x") + hex + (byte > 32 && byte < 127 ? " \(Character(UnicodeScalar(byte)))" : "")
  }
}
