import Boards
import Formats
import Images
import Session
import Watchers

/// The names that a sentence or a plan may use: what the board has and the firmware counts, known before anything runs.
final class KnownNames {
  /// Components of the energy table.
  private(set) lazy var components = board.withUnpowered { Set($0.power.loads.map(\.component)).sorted() }

  /// How many LEDs the board has.
  var lightCount: Int { board.lightCount }

  private let board: BoardModel
  private let imagePath: String?
  private var read: [String]??

  /// Names for runs of an image on a board.
  init(_ board: BoardModel, imagePath: String?) {
    self.board = board
    self.imagePath = imagePath
  }

  /// What the firmware counts; empty where it exports nothing, `nil` where the image cannot be read, which is said elsewhere.
  var statistics: [String]? {
    if let read { return read }
    let found = imagePath.flatMap { path in
      let image = (try? InputFile.read(path)).flatMap { try? Image.recognise($0, name: path, for: board.memoryMap) }
      return image.map(BandStatistics.names)
    }
    read = .some(found)
    return found
  }

  /// What is wrong with the name of a component; `nil` for nothing.
  func mistake(component name: String) -> String? {
    guard !components.contains(name) else { return nil }
    return "no component '\(name)'\(Suggestion.choice(name, among: components))"
  }

  /// What is wrong with the name of a statistic; `nil` for nothing, or where nobody knows.
  func mistake(statistic name: String) -> String? {
    guard let statistics, !statistics.contains(name) else { return nil }
    guard !statistics.isEmpty else { return "the firmware exports no statistics, so there is no '\(name)'" }
    return "no statistic '\(name)'\(Suggestion.choice(name, among: statistics))"
  }
}

/// The names of several boards or images, of which one is enough to know a name.
extension Collection where Element == KnownNames {
  /// What is wrong with the name of a component; `nil` where one of them has it.
  func mistake(component name: String) -> String? { mistakeOfAll { $0.mistake(component: name) } }

  /// What is wrong with the name of a statistic; `nil` where one of them counts it, or may.
  func mistake(statistic name: String) -> String? { mistakeOfAll { $0.mistake(statistic: name) } }

  private func mistakeOfAll(_ mistake: (KnownNames) -> String?) -> String? {
    let mistakes = map(mistake)
    return mistakes.contains(nil) ? nil : mistakes.first ?? nil
  }
}
