/// The benchmark: four kinds of work, as often as asked, with a checksum of each that every machine must agree on.
enum Work {
  /// About 280 million instructions, which is long enough for a stopwatch outside.
  static let rounds = 700

  /// Prints through `send`: `begin`, a line for each kind, `end`.
  @inline(never) static func run(_ send: (UInt8) -> Void) {
    Checksum.prepare()
    Matrix.prepare()
    Scanner.prepare()
    LinkedList.prepare()
    var (crc, matrix, tokens, list): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    line("begin", nil, send)
    for _ in 0..<rounds {
      crc = Checksum.run(crc, count: 4096)
      matrix = Matrix.run(matrix)
      tokens = Scanner.run(tokens)
      list = LinkedList.run(list)
    }
    line("crc", crc, send)
    line("matrix", matrix, send)
    line("tokens", tokens, send)
    line("list", list, send)
    line("end", nil, send)
  }

  private static func line(_ name: StaticString, _ value: UInt32?, _ send: (UInt8) -> Void) {
    for index in 0..<name.utf8CodeUnitCount { send(name.utf8Start[index]) }
    if let value {
      send(0x20)
      for digit in 0..<8 {
        let nibble = UInt8(truncatingIfNeeded: value >> UInt32(28 - 4 * digit) & 15)
        send(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
    send(0x0D)
    send(0x0A)
  }
}
