import Yams

/// One entry of a timeline: what, and when.
struct ScenarioEntry {
  /// As it is called in messages: `walk`.
  var name: String
  var action: ScenarioAction
  var schedule: ScenarioSchedule
  /// Where it stands.
  var node: Node
}
