import Formats
import Machine
import Yams

extension YAMLReader {
  /// A length of time above zero.
  func length(_ node: Node, _ what: String) -> Tick? {
    let value = read(node, what, ScenarioTime.expectedLength) { ScenarioTime.length($0) }
    guard value != 0 else {
      problem(node, "\(what): expected more than no time")
      return nil
    }
    return value
  }
}
