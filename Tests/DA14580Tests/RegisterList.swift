import Foundation
import Testing

/// The vendor's register list, as `Resources/registers.txt` has it.
enum RegisterList {
  struct Entry {
    var peripheral: String
    var name: String
    var address: UInt32
    var bits: Int
    var reset: UInt32
    /// `NAME:MSB:LSB:ACCESS`.
    var fields: Set<String>
  }

  static func load(from file: String = #filePath) throws -> [Entry] {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Resources/registers.txt")
    var peripheral = ""
    var entries: [Entry] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "=" {
        peripheral = words[1]
        continue
      }
      entries.append(
        Entry(
          peripheral: peripheral, name: words[0], address: try #require(UInt32(words[1], radix: 16)),
          bits: try #require(Int(words[2])), reset: try #require(UInt32(words[3], radix: 16)),
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
