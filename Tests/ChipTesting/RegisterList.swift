import Foundation

/// A vendor's register list, as the file `Resources/registers.txt` of a chip's tests has it.
package enum RegisterList {
  /// A register of the list.
  package struct Entry {
    package var peripheral: String
    package var name: String
    package var address: UInt32
    package var bits: Int
    package var reset: UInt32
    /// `NAME:MSB:LSB:ACCESS`.
    package var fields: Set<String>
  }

  /// A line that is none of a register.
  struct UnreadableLine: Error {
    var line: String
  }

  /// The list beside the test that asks.
  package static func load(from file: String = #filePath) throws -> [Entry] {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Resources/registers.txt")
    var peripheral = ""
    var entries: [Entry] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "=" {
        peripheral = words[1]
        continue
      }
      guard let address = UInt32(words[1], radix: 16), let bits = Int(words[2]), let reset = UInt32(words[3], radix: 16)
      else { throw UnreadableLine(line: String(line)) }
      entries.append(
        Entry(
          peripheral: peripheral, name: words[0], address: address, bits: bits, reset: reset,
          fields: Set(words.dropFirst(4).map(field))))
    }
    return entries
  }

  private static func field(_ word: String) -> String {
    let parts = word.split(separator: ":").map(String.init)
    let name = parts[0].split(separator: "/").map(String.init)
    let access = name.count < 2 ? "read-write" : name[1] == "r" ? "read-only" : "write-only"
    return "\(name[0]):\(parts[1]):\(parts[2]):\(access)"
  }
}
