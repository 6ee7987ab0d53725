import Formats

/// The columns of the energy table, and how wide they are.
struct EnergyColumns {
  /// A row as text.
  struct Row {
    var component = ""
    var state = ""
    var time = ""
    var charge = ""
    var share = ""
    var band = ""
  }

  /// Names are not made shorter than that as long as a column of numbers can go instead.
  private static let shortestName = 8
  private static let gap = 2

  private var component = 18
  private var state = 18
  private var time = 10
  private var charge = 15
  private var share = 7
  private var band = 24

  /// Wide ones, or such as fit so many columns of a terminal. Names are shortened for it, numbers are not: where there is no
  /// room for them beside names that can be told apart, first the band is left out, then the share.
  init(_ rows: [Row], fitting columns: Int?) {
    func widest(_ part: KeyPath<Row, String>) -> Int { rows.map { $0[keyPath: part].count }.max() ?? 0 }
    let (components, states) = (widest(\.component), widest(\.state))
    (component, state) = (max(component, components), max(state, states))
    guard let columns, rows.contains(where: { text($0).count > columns }) else { return }
    (time, charge, share, band) = (widest(\.time), widest(\.charge), widest(\.share), widest(\.band))
    var room: Int {
      let numbers = [time, charge, share, band].filter { $0 > 0 }
      return columns - EnergyColumns.gap - numbers.reduce(0) { $0 + $1 + EnergyColumns.gap }
    }
    if room < 2 * EnergyColumns.shortestName { band = 0 }
    if room < 2 * EnergyColumns.shortestName { share = 0 }
    // Both are shortened alike.
    state = max(min(states, room * states / max(components + states, 1)), 1)
    component = max(min(components, room - state), 1)
  }

  /// Whether each row has its lowest and highest charge.
  var hasBand: Bool { band > 0 }

  /// A row's line.
  func text(_ row: Row) -> String {
    let gap = String(repeating: " ", count: EnergyColumns.gap)
    var parts = [EnergyColumns.name(row.component, component), EnergyColumns.name(row.state, state)]
    parts += [(row.time, time), (row.charge, charge), (row.share, share)].filter { $0.1 > 0 }.map {
      EnergyColumns.number($0.0, $0.1)
    }
    if hasBand { parts.append(row.band) }
    let line = parts.joined(separator: gap)
    return String(line.prefix(line.count - line.reversed().prefix { $0 == " " }.count))
  }

  /// Shortened as abbreviations are, with a full stop, which every charset has.
  private static func name(_ text: String, _ width: Int) -> String {
    let short = text.count > width ? text.prefix(width - 1) + "." : text[...]
    return short + String(repeating: " ", count: width - short.count)
  }

  private static func number(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }
}
