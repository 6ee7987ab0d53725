import Formats

/// Writes a drawing as SVG 1.1, with text as text.
public enum PlotSVG {
  /// The document.
  public static func render(_ drawing: PlotDrawing) -> String {
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(drawing.width)\" height=\"\(drawing.height)\" "
        + "viewBox=\"0 0 \(drawing.width) \(drawing.height)\" font-family=\"Helvetica, Arial, sans-serif\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    for shape in drawing.shapes { lines.append(element(shape)) }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func element(_ shape: PlotDrawing.Shape) -> String {
    switch shape {
    case .line(let points, let width, let colour):
      "<polyline points=\"\(list(points))\" fill=\"none\" stroke=\"\(hex(colour))\"\(opacity("stroke", colour)) "
        + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\"/>"
    case .area(let points, let colour):
      "<polygon points=\"\(list(points))\" fill=\"\(hex(colour))\"\(opacity("fill", colour))/>"
    case .text(let text): element(text)
    }
  }

  private static func element(_ text: PlotDrawing.Text) -> String {
    let (x, y) = (number(text.place.x), number(text.place.y))
    let turn = text.isUpright ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    let weight = text.isBold ? " font-weight=\"bold\"" : ""
    return "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(text.size))\" text-anchor=\"\(text.anchor.rawValue)\" "
      + "fill=\"\(hex(text.colour))\"\(weight)\(turn)>\(XMLText.escaped(text.string))</text>"
  }

  private static func list(_ points: [PlotDrawing.Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  private static func number(_ value: Double) -> String {
    var text = NumberText.decimal(value, 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func hex(_ colour: PlotDrawing.Colour) -> String {
    "#" + [colour.red, colour.green, colour.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func opacity(_ what: String, _ colour: PlotDrawing.Colour) -> String {
    colour.alpha == 255 ? "" : " \(what)-opacity=\"\(number(Double(colour.alpha) / 255))\""
  }
}
