/// A unit that recordings give accelerations in.
enum AccelerationUnit: String, CaseIterable {
  case g
  case milliG = "milli-g"
  case metres = "m/s2"

  /// How titles name it.
  var words: [String] {
    switch self {
    case .g: ["g", "gs"]
    case .milliG: ["mg", "milli-g", "millig"]
    case .metres: ["m/s2", "m/s/s", "ms2", "ms-2", "mps2", "m/sec2"]
    }
  }

  /// How many make one g.
  var perG: Double {
    switch self {
    case .g: 1
    case .milliG: 1000
    case .metres: 9.80665
    }
  }

  /// The unit with a word, as a title has it.
  init?(word: String?) {
    guard let unit = AccelerationUnit.allCases.first(where: { word.map($0.words.contains) ?? false }) else {
      return nil
    }
    self = unit
  }

  /// The unit in which a length is that of gravity and of some movement: 0.5 to 2.5 g. They do not overlap.
  init?(gravity length: Double) {
    guard let unit = AccelerationUnit.allCases.first(where: { (0.5...2.5).contains(length / $0.perG) }) else {
      return nil
    }
    self = unit
  }
}
