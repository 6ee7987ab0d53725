/// Writes indented XML, element by element.
struct XMLWriter {
  /// What was written so far.
  private(set) var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
  private var depth = 0

  /// An element with text.
  mutating func element(_ name: String, _ content: String) {
    line("<\(name)>\(XMLText.escaped(content))</\(name)>")
  }

  /// An element with elements.
  mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], content: (inout XMLWriter) -> Void
  ) {
    line("<\(name)\(attributes.map { " \($0.name)=\"\(XMLText.escaped($0.value))\"" }.joined())>")
    depth += 1
    content(&self)
    depth -= 1
    line("</\(name)>")
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }
}
