import Formats
import Session
import Watchers

extension Coverage {
  /// What scenarios have executed together; `debugInfo` is the ELF file that has the lines of images that have none. Throws one
  /// line where lines cannot be looked up.
  public init(_ answers: [ScenarioAnswer], of scenarios: [Scenario], debugInfo: String?) throws {
    self.init()
    var runs: [String: (source: SourceImage, code: [ExecutedCode])] = [:]
    for (answer, scenario) in zip(answers, scenarios) {
      guard let code = answer.code else { continue }
      var options = scenario.options
      options.debugInfoPath = debugInfo
      let source = try SourceImage(options)
      runs[source.path, default: (source, [])].code.append(code)
    }
    for (source, code) in runs.values { try add(source, code) }
  }
}
