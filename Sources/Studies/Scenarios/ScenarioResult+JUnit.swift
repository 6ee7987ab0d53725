import Formats

extension JUnit {
  /// The file: a suite for each scenario, a case for each expectation.
  public static func render(_ results: [ScenarioResult]) -> String {
    render(
      results.map { result in
        Suite(
          name: result.name, file: result.path, seconds: result.report.hostSeconds ?? 0,
          cases: result.expectations.map {
            Case(name: $0.text, line: $0.line, failure: $0.passed ? nil : $0.found)
          }, note: result.fault)
      })
  }
}
