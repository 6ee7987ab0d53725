/// The plain text among the band's output: lines that carry protocol frames are left out.
package struct ConsoleText {
  private var line: [UInt8] = []
  private var isFrame = false

  /// Before the first line.
  package init() {}

  /// The text in `bytes`, which may end in the middle of a line. The first two bytes of a line decide what it is, so
  /// they wait for each other.
  package mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for byte in bytes {
      if line.count < 2 {
        line.append(byte)
        isFrame = line == [0x06, 0x09] || line == [0x04, 0x14]
        let mayBeFrame = line.count == 1 && (byte == 0x06 || byte == 0x04)
        if !isFrame && !mayBeFrame { text += line.count == 2 && (line[0] == 0x06 || line[0] == 0x04) ? line : [byte] }
      } else if !isFrame {
        text.append(byte)
      }
      if byte == 0x0A {
        line = []
        isFrame = false
      }
    }
    return text
  }
}
