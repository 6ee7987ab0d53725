import Formats

/// Arranges a status on a screen of any size: nothing is lost that fits in some way.
public struct LiveLayout {
  /// From so many columns on, three LEDs stand in one line whatever their colours.
  private static let roomy = 60

  private let text: LiveText
  private let blocks: [String]
  private let dots: [String]
  private let columns: Int
  private let rows: Int

  /// The lines for a status on a screen of this size, from its top left corner; at most `rows`, none wider than `columns`.
  /// `image` is for the title, `port` the pseudo-terminal's path, if there is one.
  public static func lines(
    _ status: LiveStatus, image: String, port: String?, columns: Int, rows: Int
  ) -> [String] {
    let text = LiveText(status, image: image, port: port, isWide: columns >= roomy)
    let layout = LiveLayout(status, text, columns: columns, rows: rows)
    let arrangements = [layout.spacious, layout.compact, layout.tight, layout.above, layout.beside]
    for arrangement in arrangements {
      if let lines = arrangement(), lines.count <= rows, lines.allSatisfy({ TextWidth.of($0) <= columns }) {
        return lines
      }
    }
    return layout.words()
  }

  private init(_ status: LiveStatus, _ text: LiveText, columns: Int, rows: Int) {
    self.text = text
    self.columns = columns
    self.rows = rows
    blocks = HalfBlocks.render(status.pixels, columns: status.columns)
    dots = Braille.render(status.pixels, columns: status.columns)
  }

  /// Room for everything: title, picture, one line a value. 75 x 32 for the band.
  private func spacious() -> [String]? {
    guard let picture = PictureFrame().lines(around: blocks) else { return nil }
    let values = text.fields.flatMap { FlowText.lines($0.label, $0.parts, columns: columns) }
    return [" Bandbox   \(text.title)", ""] + picture + [""] + values + ["", keys]
  }

  /// The 80 x 24 of most terminals: title, state and keys stand in the frame.
  private func compact() -> [String]? {
    var frame = PictureFrame()
    frame.topRight = state
    let room = (blocks.first?.count ?? 0) - TextWidth.of(state) - 6
    let title = "Bandbox  \(text.file)"
    frame.topLeft = TextWidth.of(title) <= room ? title : TextWidth.clip(text.file, to: room)
    frame.bottomLeft = keys.trimmingPrefix(" ").description
    frame.bottomRight = charger
    guard let picture = frame.lines(around: blocks) else { return nil }
    return picture + [supply] + lines(of: "lights") + lines(of: "port")
  }

  /// A line less, as tmux leaves of 80 x 24: the port takes the title's place, and a charger that of steps and speed.
  private func tight() -> [String]? {
    var frame = PictureFrame()
    frame.topLeft = text.port.map { "port \($0)\(text.isAttached ? " attached" : "")" } ?? "Bandbox"
    frame.topRight = spaced(text.activity, text.walking.map { _ in "walking" }, text.clock)
    frame.bottomLeft = keys.trimmingPrefix(" ").description
    frame.bottomRight = charger.isEmpty ? spaced(text.steps, text.speed) : charger
    return frame.lines(around: blocks).map { $0 + [supply] + lines(of: "lights") }
  }

  /// The picture in half the size, the values below.
  private func above() -> [String]? {
    guard let picture = PictureFrame().lines(around: dots) else { return nil }
    return picture + values(columns)
  }

  /// The picture in half the size, the values to its right.
  private func beside() -> [String]? {
    guard let picture = PictureFrame().lines(around: dots), let width = picture.first.map(TextWidth.of) else {
      return nil
    }
    let room = columns - width - 1
    guard room >= FlowText.narrowest else { return nil }
    let values = values(room)
    return (0..<max(picture.count, values.count)).map { row in
      let left = row < picture.count ? picture[row] : String(repeating: " ", count: width)
      return row < values.count ? left + " " + values[row] : left
    }
  }

  /// No room for a picture: the values, the least important left out where there are too many.
  private func words() -> [String] {
    var lines = Dictionary(
      uniqueKeysWithValues: text.fields.map { ($0.label, FlowText.lines($0.label, $0.parts, columns: columns)) })
    lines["keys"] = FlowText.lines(nil, LiveText.keys, columns: columns)
    var room = rows
    var shown: Set<String> = []
    for label in ["lights", "battery", "current", "keys", "port", "band", "time"] {
      guard let count = lines[label]?.count, count <= room || shown.isEmpty else { continue }
      shown.insert(label)
      room -= count
    }
    return ["lights", "time", "battery", "current", "band", "port", "keys"].filter(shown.contains).flatMap {
      lines[$0] ?? []
    }
    .prefix(rows).map { TextWidth.clip($0, to: columns) }
  }

  private func values(_ columns: Int) -> [String] {
    text.fields.flatMap { FlowText.lines($0.label, $0.parts, columns: columns) }
      + FlowText.lines(nil, LiveText.keys, columns: columns)
  }

  /// A value with its label; nothing where there is none.
  private func lines(of label: String) -> [String] {
    text.fields.filter { $0.label == label }.flatMap { FlowText.lines($0.label, $0.parts, columns: columns) }
  }

  private var keys: String { " " + LiveText.keys.joined(separator: "   ") }
  private var state: String {
    spaced(text.activity, text.walking.map { _ in "walking" }, text.steps, text.clock, text.speed)
  }
  private func spaced(_ words: String?...) -> String { words.compactMap(\.self).joined(separator: "  ") }
  private var charger: String { text.charger ?? "" }
  private var supply: String {
    " battery   \(text.percent)  \(text.millivolts)   current  \(text.now) now  \(text.average) on average"
  }
}
