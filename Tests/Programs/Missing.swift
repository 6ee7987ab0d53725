/// Why a test could not begin, or could not go on.
package struct Missing: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}
