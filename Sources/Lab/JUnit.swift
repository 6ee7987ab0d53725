/// Results as CI servers read them: the XML of Ant's JUnit task, a suite for each scenario, a case for each expectation.
public enum JUnit {
  /// The file.
  public static func render(_ results: [ScenarioResult]) -> String {
    let tests = results.reduce(0) { $0 + $1.expectations.count }
    let failures = results.flatMap(\.expectations).count { !$0.passed }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites name="bandbox" tests="\#(tests)" failures="\#(failures)">"#,
    ]
    for result in results {
      let time = EnergyTable.decimal(result.report.hostSeconds ?? 0, 3)
      let failed = result.expectations.count { !$0.passed }
      lines.append(
        #"  <testsuite name="\#(XMLText.escaped(result.name))" file="\#(XMLText.escaped(result.path))" "#
          + #"tests="\#(result.expectations.count)" failures="\#(failed)" errors="0" skipped="0" time="\#(time)">"#)
      for expectation in result.expectations {
        let head =
          #"    <testcase classname="\#(XMLText.escaped(result.name))" name="\#(XMLText.escaped(expectation.text))" "#
          + #"file="\#(XMLText.escaped(result.path))" line="\#(expectation.line)" time="0""#
        if expectation.passed {
          lines.append(head + "/>")
        } else {
          let found = XMLText.escaped(expectation.found.split(separator: "\n").first.map(String.init) ?? "")
          lines.append(head + ">")
          lines.append(#"      <failure message="found \#(found)">\#(XMLText.escaped(expectation.found))</failure>"#)
          lines.append("    </testcase>")
        }
      }
      if let fault = result.fault { lines.append("    <system-err>\(XMLText.escaped(fault))</system-err>") }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }
}
