import Machine

/// The peripherals that answer as declared storage, parsed once from the compact lists in `StorageMap+*.swift`.
///
/// One line a peripheral: `= NAME BASE SIZE DOMAIN`; one line a register: `NAME OFFSET BITS RESET` and its fields
/// `NAME:MSB:LSB` with `r` (read-only) or `w` (write-only) before the name's colon as `NAME/r`. Numbers are hexadecimal
/// but for bit positions and widths.
enum StorageMap {
  /// One peripheral.
  struct Block: Sendable {
    var name: String
    var base: UInt32
    var size: UInt32
    var domain: PowerDomain
    var registers: [Register]
  }

  /// All of them, by address.
  static let blocks: [Block] = (peripherals + radio + undocumented).sorted { $0.base < $1.base }

  /// Reads a list; a line that does not parse stops the program at start, as the lists are part of it.
  static func parse(_ list: String, coverage: Register.Coverage = .storage) -> [Block] {
    var blocks: [Block] = []
    for line in list.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == "=" {
        guard words.count == 5, let domain = PowerDomain(rawValue: String(words[4])) else {
          preconditionFailure("storage map: \(line)")
        }
        blocks.append(
          Block(
            name: String(words[1]), base: number(words[2]), size: number(words[3]), domain: domain, registers: []))
      } else {
        precondition(words.count >= 4 && !blocks.isEmpty, "storage map: \(line)")
        blocks[blocks.count - 1].registers.append(
          Register(
            String(words[0]), at: number(words[1]), bits: Int(words[2]) ?? 16, reset: number(words[3]),
            coverage: coverage, words.dropFirst(4).map(field)))
      }
    }
    return blocks
  }

  private static func number(_ word: Substring) -> UInt32 {
    guard let value = UInt32(word, radix: 16) else { preconditionFailure("storage map: \(word)") }
    return value
  }

  private static func field(_ word: Substring) -> Field {
    let parts = word.split(separator: ":")
    let name = parts[0].split(separator: "/")
    guard parts.count == 3, let msb = Int(parts[1]), let lsb = Int(parts[2]) else {
      preconditionFailure("storage map: \(word)")
    }
    let access: Field.Access = name.count < 2 ? .readWrite : name[1] == "r" ? .readOnly : .writeOnly
    return Field(String(name[0]), msb, lsb, access)
  }
}

extension RegisterBank {
  /// The bank that a list describes.
  convenience init(_ description: StorageMap.Block, journal: Journal) {
    self.init(description.name, base: description.base, registers: description.registers, journal: journal)
  }
}
