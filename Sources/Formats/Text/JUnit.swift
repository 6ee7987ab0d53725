/// Results as CI servers read them: the XML of Ant's JUnit task.
public enum JUnit {
  /// The cases of one file.
  package struct Suite {
    package var name: String
    package var file: String
    package var seconds: Double
    package var cases: [Case]
    /// What else there is to say, where there is.
    package var note: String?

    package init(name: String, file: String, seconds: Double, cases: [Case], note: String?) {
      self.name = name
      self.file = file
      self.seconds = seconds
      self.cases = cases
      self.note = note
    }
  }

  /// One case.
  package struct Case {
    package var name: String
    /// The line of the file.
    package var line: Int
    /// What was found in place of what was expected; `nil` where it passed.
    package var failure: String?

    package init(name: String, line: Int, failure: String?) {
      self.name = name
      self.line = line
      self.failure = failure
    }
  }

  /// The file.
  package static func render(_ suites: [Suite]) -> String {
    let cases = suites.flatMap(\.cases)
    var writer = XMLWriter()
    writer.element("testsuites", [("name", "bandbox")] + counts(cases)) {
      for suite in suites { write(suite, &$0) }
    }
    return writer.text
  }

  private static func counts(_ cases: [Case]) -> [(name: String, value: String)] {
    [("tests", "\(cases.count)"), ("failures", "\(cases.count { $0.failure != nil })")]
  }

  private static func write(_ suite: Suite, _ writer: inout XMLWriter) {
    let head = [("name", suite.name), ("file", suite.file)] + counts(suite.cases)
    let tail = [("errors", "0"), ("skipped", "0"), ("time", NumberText.decimal(suite.seconds, 3))]
    writer.element("testsuite", head + tail) {
      for test in suite.cases { write(test, of: suite, &$0) }
      if let note = suite.note { $0.element("system-err", note) }
    }
  }

  private static func write(_ test: Case, of suite: Suite, _ writer: inout XMLWriter) {
    let attributes = [
      ("classname", suite.name), ("name", test.name), ("file", suite.file), ("line", "\(test.line)"), ("time", "0"),
    ]
    guard let failure = test.failure else { return writer.element("testcase", attributes) }
    writer.element("testcase", attributes) {
      $0.element("failure", [("message", "found " + (failure.split(separator: "\n").first ?? ""))], failure)
    }
  }
}
