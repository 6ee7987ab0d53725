/// Writes indented XML, element by element.
package struct XMLWriter {
  /// What was written so far.
  package private(set) var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
  private var depth = 0

  /// A document without elements.
  package init() {}

  /// An element with text.
  package mutating func element(_ name: String, _ content: String) {
    line("<\(name)>\(XMLText.escaped(content))</\(name)>")
  }

  /// An element with elements.
  package mutating func element(
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
