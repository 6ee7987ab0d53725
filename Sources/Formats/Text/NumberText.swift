/// Numbers as text, the same in every locale.
public enum NumberText {
  /// Powers of ten: a trace writes millions of numbers.
  private static let powers: [Double] = (0...18).map { places in (0..<places).reduce(1.0) { scale, _ in scale * 10 } }

  /// A number with `places` decimals, 0 to 18; `-` for one that is not finite or has more than 15 digits before the point.
  public static func decimal(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "-" }
    let scale = powers[places]
    let scaled = Int64((abs(value) * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let whole = scaled / Int64(scale)
    guard places > 0 else { return "\(sign)\(whole)" }
    let fraction = String(scaled % Int64(scale))
    return "\(sign)\(whole)." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A number with four significant digits or more: whole from a thousand on, two decimals from one on, such as `0.01234`
  /// below, and `1.234e-5` where it would begin with five zeros. Zero is `0`.
  public static func significant(_ value: Double) -> String {
    let size = abs(value)
    guard value.isFinite, size > 0 else { return value == 0 ? "0" : "-" }
    if size >= 1 { return decimal(value, size >= 1_000 ? 0 : size >= 100 ? 1 : 2) }
    var (scaled, exponent) = (size, 0)
    while scaled < 1, exponent < 330 { (scaled, exponent) = (scaled * 10, exponent + 1) }
    if exponent < 5 { return decimal(value, 3 + exponent) }
    return (value < 0 ? "-" : "") + decimal(scaled, 3) + "e-\(exponent)"
  }
}
