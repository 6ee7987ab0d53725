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
    Lines.line("begin", nil, send)
    for _ in 0..<rounds {
      crc = Checksum.run(crc, count: 4096)
      matrix = Matrix.run(matrix)
      tokens = Scanner.run(tokens)
      list = LinkedList.run(list)
    }
    Lines.line("crc", crc, send)
    Lines.line("matrix", matrix, send)
    Lines.line("tokens", tokens, send)
    Lines.line("list", list, send)
    Lines.line("end", nil, send)
  }
}
