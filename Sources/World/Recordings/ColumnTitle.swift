/// A column's title: what the column holds, and in which unit where that is said, as in `Acceleration x (m/s^2)`,
/// `time_ms` or `x_g`.
struct ColumnTitle {
  /// As the file has it, for messages.
  let text: String
  /// Lower case, words joined by `_`, without the unit.
  let name: String
  /// The unit in lower case, or nil.
  let unit: String?

  init(_ text: some StringProtocol) {
    self.text = String(text)
    let lower = text.lowercased().replacing("²", with: "2").replacing("µ", with: "u").replacing("μ", with: "u")
    var words = lower
    var unit: String?
    if let open = lower.lastIndex(where: { $0 == "(" || $0 == "[" }), let last = lower.last, last == ")" || last == "]"
    {
      unit = String(lower[lower.index(after: open)...].dropLast()).replacing("^", with: "").replacing(" ", with: "")
      words = String(lower[..<open])
    }
    var parts = words.split { " _-.".contains($0) }.map(String.init)
    if unit == nil, let last = parts.last, ColumnTitle.units.contains(last.replacing("^", with: "")) {
      unit = last.replacing("^", with: "")
      parts.removeLast()
    }
    name = parts.joined(separator: "_")
    self.unit = unit
  }

  /// Words that name a unit at the end of a title.
  private static let units = Set(
    TimeUnit.allCases.flatMap(\.words) + AccelerationUnit.allCases.flatMap(\.words))
}
