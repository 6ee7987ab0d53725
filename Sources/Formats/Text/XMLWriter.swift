/// Writes indented XML, element by element.
package struct XMLWriter {
  /// What was written so far.
  package private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  /// A document without elements.
  package init() {}

  /// An element with text, or with nothing in it.
  package mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], _ content: String? = nil
  ) {
    let head = "<\(name)\(XMLWriter.text(attributes))"
    line(content.map { "\(head)>\(XMLText.escaped($0))</\(name)>" } ?? "\(head)/>")
  }

  /// An element with text.
  package mutating func element(_ name: String, _ content: String) { element(name, [], content) }

  /// An element with elements.
  package mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)] = [], content: (inout XMLWriter) -> Void
  ) {
    line("<\(name)\(XMLWriter.text(attributes))>")
    depth += 1
    content(&self)
    depth -= 1
    line("</\(name)>")
  }

  private static func text(_ attributes: [(name: String, value: String)]) -> String {
    attributes.map { " \($0.name)=\"\(XMLText.escaped($0.value))\"" }.joined()
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: depth) + content + "\n"
  }
}
