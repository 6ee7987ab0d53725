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
    let failures = cases.count { $0.failure != nil }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites name="bandbox" tests="\#(cases.count)" failures="\#(failures)">"#,
    ]
    for suite in suites { lines += JUnit.lines(suite) }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func lines(_ suite: Suite) -> [String] {
    let (name, file) = (XMLText.escaped(suite.name), XMLText.escaped(suite.file))
    let failed = suite.cases.count { $0.failure != nil }
    var lines = [
      #"  <testsuite name="\#(name)" file="\#(file)" tests="\#(suite.cases.count)" failures="\#(failed)" errors="0" "#
        + #"skipped="0" time="\#(NumberText.decimal(suite.seconds, 3))">"#
    ]
    for test in suite.cases {
      let head =
        #"    <testcase classname="\#(name)" name="\#(XMLText.escaped(test.name))" file="\#(file)" "#
        + #"line="\#(test.line)" time="0""#
      guard let failure = test.failure else {
        lines.append(head + "/>")
        continue
      }
      let found = XMLText.escaped(failure.split(separator: "\n").first.map(String.init) ?? "")
      lines.append(head + ">")
      lines.append(#"      <failure message="found \#(found)">\#(XMLText.escaped(failure))</failure>"#)
      lines.append("    </testcase>")
    }
    if let note = suite.note { lines.append("    <system-err>\(XMLText.escaped(note))</system-err>") }
    return lines + ["  </testsuite>"]
  }
}
