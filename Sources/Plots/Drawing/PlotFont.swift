/// A stroke font for rendered plots: each glyph is a few lines on a grid, drawn here for this purpose.
///
/// A stroke is pairs of digits: x from 0, and y from 0 (bottom of descenders) over 2 (baseline) and 7 (small letters)
/// to 9 (capitals and digits). A unit of the grid is a tenth of the font's size.
package enum PlotFont {
  /// Empty columns between two glyphs.
  private static let gap = 1.7
  private static let spaceWidth = 2.0
  /// Drawn for characters without a glyph.
  private static let missing = "0209393202"

  private static let strokes: [Character: String] = [
    "0": "120308193948433212", "1": "082922", "2": "08193948460242", "3": "08193948473616 364543321203",
    "4": "390444 3632", "5": "490906364543321203", "6": "483919080312324345361605", "7": "094922",
    "8": "16070819394847361605031232434536", "9": "031232434839190806153546",
    "A": "022942 1535", "B": "02093948473606 3645433202", "C": "4839190803123243",
    "D": "02092947442202", "E": "49090242 0636", "F": "490902 0636", "G": "48391908031232434525",
    "H": "0902 4942 0646", "I": "0902", "J": "3933221203", "K": "0902 4905 1642", "L": "090242", "M": "0209254942",
    "N": "02094249", "O": "120308193948433212", "P": "02093948463505", "Q": "120308193948433212 2442",
    "R": "02093948463505 2542", "S": "483919080716364543321203", "T": "0949 2922", "U": "090312324349",
    "V": "092249", "W": "0912273249", "X": "0942 0249", "Y": "092549 2522", "Z": "09490242",
    "a": "0617273632 351504031222 2233", "b": "0902 0617273633221203", "c": "3627170603122233",
    "d": "3932 3627170603122233", "e": "05353627170603122233", "f": "29190802 0727",
    "g": "3731201001 3627170603122233", "h": "0902 0617273632", "i": "0702 0909", "j": "171100 1919",
    "k": "0902 3704 1532", "l": "0902", "m": "0702 0617273632 3647576662", "n": "0702 0617273632",
    "o": "061727363322120306", "p": "0700 0617273633221203", "q": "3730 3627170603122233", "r": "0702 051727",
    "s": "36271706152433221203", "t": "19131222 0727", "u": "0703122233 3732", "v": "072247", "w": "0712263247",
    "x": "0732 0237", "y": "0723 4710", "z": "07370232", "µ": "0700 03122233 3732", ".": "1212", ",": "1200",
    ":": "1616 1313", ";": "1616 1301", "-": "0535", "+": "0545 2723", "/": "0139", "%": "0249 0919180809 3343423233",
    "(": "19070412", ")": "09171402", "=": "0636 0434", "_": "0141", "<": "380532", ">": "083502", "'": "0907",
    "\"": "0907 2927", "°": "0819281708", "·": "1515", "[": "19090111", "]": "09191101", "|": "0901",
    "?": "081929383725 2524 2222", "!": "0904 0202", "*": "1814 0715 0517", "#": "1812 3832 0646 0444",
    "&": "4217 081938 0703122244", "–": "0555", "@": "3535 4312030819394834243646",
    "~": "0516263546", "^": "072927 2947", "$": "483919080716364543321203 2901", "{": "29180716051403122211",
    "}": "09180716251413120211", "\\": "0931", "`": "0918", "±": "0646 2824 0242", "×": "0642 0246",
    "≤": "460442 0141", "≥": "064402 0141", "→": "0555 375533", "²": "0919280727", "³": "091927 17260515",
    "Ω": "02120608193948463242", "…": "0202 2222 4242",
  ]

  /// The lines of a text whose baseline begins at the origin, y downwards, in pixels, and its width.
  static func lines(_ text: String, size: Double) -> (strokes: [[PlotDrawing.Point]], width: Double) {
    let unit = size / 10
    var result: [[PlotDrawing.Point]] = []
    var x = 0.0
    for character in text {
      guard character != " " else {
        x += spaceWidth + gap
        continue
      }
      var widest = 0.0
      for stroke in (strokes[character] ?? missing).split(separator: " ") {
        let digits = stroke.compactMap(\.wholeNumberValue)
        let points = stride(from: 0, to: digits.count - 1, by: 2).map { index in
          widest = max(widest, Double(digits[index]))
          return PlotDrawing.Point(x: (x + Double(digits[index])) * unit, y: Double(2 - digits[index + 1]) * unit)
        }
        result.append(points)
      }
      x += widest + gap
    }
    return (result, max(x - gap, 0) * unit)
  }
}
