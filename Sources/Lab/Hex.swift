/// Numbers as people read them in a debugger.
enum Hex {
  /// `0x0800000a`.
  static func word(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
