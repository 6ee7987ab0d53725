/// How much room a text needs.
extension PlotFont {
  /// Advances in hundredths of the font's size, rounded up, of DejaVu Sans, which browsers on Linux put in place of
  /// Helvetica and Arial and which is wider than both; read from the font's `hmtx` table.
  private static let advances: [Character: Double] = {
    let groups: [(Double, String)] = [
      (30, "'IJijl"), (35, " ,./:;\\|·"), (40, "()-[]ft"), (45, "!r²³"), (50, "\"*_`°–"), (55, "?csz"), (60, "FLkvxy"),
      (65, "$0123456789EPSTYabdeghnopqu{}µ"), (70, "ABCKRVXZ"), (75, "NU"), (80, "&DGHOQΩ"), (85, "#+<=>^w~±×→≤≥"),
      (90, "M"), (100, "%@Wm…"),
    ]
    return Dictionary(
      uniqueKeysWithValues: groups.flatMap { group in group.1.map { ($0, group.0) } })
  }()

  /// The room that a text takes at most, in pixels: as pixels in this font, or as SVG in the reader's, which may be wider.
  package static func room(_ text: String, size: Double, bold: Bool = false) -> Double {
    let hundredths = text.reduce(0) { $0 + (advances[$1] ?? 65) }
    return max(lines(text, size: size).width, hundredths * size / 100 * (bold ? 1.1 : 1))
  }

  /// A text in lines of at most so many pixels, broken at spaces; a word that is wider is shortened.
  package static func wrapped(_ text: String, to width: Double, size: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let word = shortened(String(word), to: width, size: size, bold: bold)
      if let last = lines.last, room("\(last) \(word)", size: size, bold: bold) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  /// A text of at most so many pixels: what does not fit is left out in the middle, since names differ at their ends.
  package static func shortened(_ text: String, to width: Double, size: Double, bold: Bool = false) -> String {
    guard room(text, size: size, bold: bold) > width else { return text }
    let letters = Array(text)
    for kept in stride(from: letters.count - 1, to: 1, by: -1) {
      let short = String(letters.prefix(kept / 2)) + "..." + String(letters.suffix(kept - kept / 2))
      if room(short, size: size, bold: bold) <= width { return short }
    }
    return "..."
  }
}
