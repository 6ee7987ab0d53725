/// Which source line an address lies in. Code that stands together and has the same line is one piece.
package struct LineMap: Sendable {
  /// A line of a source file.
  struct Place: Hashable, Sendable {
    package var file: String
    package var line: Int
  }

  /// The lines that pieces have; a piece's is given by its place here, and the first one stands for none.
  private(set) var lines: [Place] = [Place(file: "", line: 0)]
  /// Where pieces begin, by rising address.
  private(set) var starts: [UInt32] = [0]
  /// The lines of the pieces.
  private var places: [Int] = [0]
  /// The files in which functions are written, by addresses of their instructions.
  private var files: [UInt32: String] = [:]

  /// The lines of instructions by rising address: of each, its places in the source, the innermost first.
  package init(_ code: [(address: UInt32, frames: [SourceFrame])]) {
    var numbers = [lines[0]: 0]
    var end: UInt32 = 0
    for (address, frames) in code {
      // Between instructions that are further apart than one is long there is no code of this image.
      if address > end { begin(end, 0) }
      let line = frames.first.map { Place(file: $0.file, line: $0.line) } ?? lines[0]
      let number = numbers[line] ?? lines.count
      if number == lines.count {
        numbers[line] = number
        lines.append(line)
      }
      if let outermost = frames.last { files[address] = outermost.file }
      begin(address, number)
      end = address &+ 4
    }
    begin(end, 0)
  }

  /// From `address` on there is code of that line.
  private mutating func begin(_ address: UInt32, _ number: Int) {
    if starts.last == address { _ = (starts.removeLast(), places.removeLast()) }
    guard number != places.last else { return }
    starts.append(address)
    places.append(number)
  }

  /// The number of the line of the code at an address, 0 for none.
  package func line(at address: UInt32) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle } else { high = middle }
    }
    return places[low]
  }

  /// The file in which the function that begins at an address is written; `nil` where nobody knows.
  package func file(of function: UInt32) -> String? { files[function] }
}
