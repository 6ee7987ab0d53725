/// Numbers as people read them in a debugger.
package enum Hex {
  /// Two lower-case digits a byte.
  package static func bytes(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// `0xA5`, as register lists write values.
  package static func value(_ value: UInt32) -> String { "0x" + String(value, radix: 16, uppercase: true) }

  /// `0x0800000a`.
  package static func word(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
