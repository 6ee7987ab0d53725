/// Text as XML 1.0 may hold it, in elements and in attributes.
package enum XMLText {
  /// Escapes what has a meaning, and puts a question mark for each control character that XML forbids.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isForbidden =
          scalar.value < 32 && !["\n", "\t", "\r"].contains(scalar) || (0xFFFE...0xFFFF) ~= scalar.value
        result.unicodeScalars.append(isForbidden ? "?" : scalar)
      }
    }
    return result
  }
}
