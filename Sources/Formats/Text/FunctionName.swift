import Glibc

/// Names of functions for people: Swift's are demangled and cut to type and name, C++'s are demangled.
package enum FunctionName {
  /// Exported by the Swift runtime; the public `Runtime` module does not offer it yet.
  @_silgen_name("swift_demangle")
  private static func demangle(
    _ name: UnsafePointer<CChar>?, _ length: UInt, _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: UnsafeMutablePointer<UInt>?, _ flags: UInt32
  ) -> UnsafeMutablePointer<CChar>?

  /// `HeartMonitor.step` for what the linker calls `$e4band12HeartMonitorV4step...`, `Sensor::read(int)` for
  /// `_ZN6Sensor4readEi`; C names stay.
  package static func readable(_ symbol: String) -> String {
    if let name = CPlusPlusName.readable(symbol) { return clean(name) }
    guard symbol.hasPrefix("$"), let text = demangle(symbol, UInt(symbol.utf8.count), nil, nil, 0) else {
      return clean(symbol)
    }
    defer { free(text) }
    // `(name in _4F2A...)` is a private name with its file's.
    let plain = String(cString: text).replacing(/\(([^()\s]+) in _[0-9A-F]+\)/) { String($0.output.1) }
    return clean(shorten(plain))
  }

  /// A closure is named after the function it stands in.
  private static func shorten(_ demangled: String) -> String {
    var text = Substring(demangled)
    var suffix = ""
    if let range = text.ranges(of: " in ").last, text.hasPrefix("closure ") || text.contains("closure #") {
      text = text[range.upperBound...]
      suffix = " closure"
    } else if let range = text.ranges(of: " of ").last {
      text = text[range.upperBound...]
    }
    var name = ""
    var depth = 0
    for character in text {
      switch character {
      case "(" where depth == 0 && !name.isEmpty && name.last != " ":
        return unqualified(name) + suffix
      case "<", "(": depth += 1
      case ">" where name.last == "-" && depth == 0: break
      case ">", ")": depth = max(depth - 1, 0)
      default: if depth == 0 { name.append(character) }
      }
    }
    return unqualified(name) + suffix
  }

  /// Without module, attributes and result type.
  private static func unqualified(_ name: String) -> String {
    var text = Substring(name)
    if let colon = text.ranges(of: ":").first, !text[..<colon.lowerBound].contains(".") {
      text = text[colon.upperBound...]
    }
    if let result = text.ranges(of: " : ").first { text = text[..<result.lowerBound] }
    text = text.split(separator: " ").last { $0.contains(".") } ?? text.split(separator: " ").last ?? text
    let parts = text.split(separator: ".")
    return parts.count > 1 ? parts.dropFirst().joined(separator: ".") : String(text)
  }

  /// Folded stacks separate frames by semicolons and lines by line ends.
  private static func clean(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.prefix(200).map { $0.value < 32 || $0 == ";" ? "_" : $0 }))
  }
}
