/// What a host tells a Power Profiler Kit II (public: IRNAS/ppk2-api-python, pc-nrfconnect-ppk, ppk2lab).
enum PPK2Command: Hashable, Sendable {
  case metadata, start, stop, reset
  case power(Bool)
  case voltage(millivolts: Int)
  /// Measures in the lead of the supply that is there, or is the supply.
  case mode(isSource: Bool)
  case gain(range: Int, Float)

  /// Arguments after each command's byte. Others, of the first Power Profiler Kit, are single bytes that mean nothing.
  private static let arguments: [UInt8: Int] = [0x0C: 1, 0x0D: 2, 0x11: 1, 0x25: 5]

  /// Takes the commands off the front of `bytes`; what is left is the beginning of one.
  static func take(from bytes: inout [UInt8]) -> [PPK2Command] {
    var commands: [PPK2Command] = []
    var place = 0
    while place < bytes.count {
      let count = arguments[bytes[place]] ?? 0
      guard place + count < bytes.count else { break }
      if let command = PPK2Command(bytes[place], Array(bytes[place + 1..<place + 1 + count])) {
        commands.append(command)
      }
      place += 1 + count
    }
    bytes.removeFirst(place)
    return commands
  }

  private init?(_ code: UInt8, _ arguments: [UInt8]) {
    switch code {
    case 0x06: self = .start
    case 0x07: self = .stop
    case 0x0C: self = .power(arguments[0] != 0)
    case 0x0D: self = .voltage(millivolts: min(max(Int(arguments[0]) << 8 | Int(arguments[1]), 800), 5_000))
    case 0x11 where arguments[0] == 1 || arguments[0] == 2: self = .mode(isSource: arguments[0] == 2)
    case 0x19: self = .metadata
    case 0x20: self = .reset
    case 0x25:
      let value = Float(bitPattern: arguments[1...].reversed().reduce(0) { $0 << 8 | UInt32($1) })
      guard arguments[0] < 5, value > 0, value < 100 else { return nil }
      self = .gain(range: Int(arguments[0]), value)
    default: return nil
    }
  }
}
