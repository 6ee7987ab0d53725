import Formats

extension Scenario {
  /// The sentences that compare with a baseline which cannot be compared with: there is none, or it has not what they name.
  public func problems(comparing baseline: ScenarioBaseline?) -> [YAMLProblem] {
    expectations.compactMap { expectation in
      guard case .averageCurrentNearBaseline(let component, _) = expectation.check else { return nil }
      guard let message = mistake(component, baseline) else { return nil }
      return YAMLProblem(path: path, line: expectation.line, column: 1, message: "expect: \(message)")
    }
  }

  private func mistake(_ component: String?, _ baseline: ScenarioBaseline?) -> String? {
    guard let baseline else { return "expected --baseline with the file to compare with" }
    guard let entry = baseline.scenarios[name] else {
      return "the baseline has no scenario '\(name)'\(Suggestion.hint(name, among: baseline.scenarios.keys)); "
        + "--update-baseline adds it"
    }
    guard let component, entry.componentsUa[component] == nil else { return nil }
    return "the baseline has no component '\(component)'; --update-baseline writes a new one"
  }
}
