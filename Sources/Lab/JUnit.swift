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
        #"  <testsuite name="\#(escaped(result.name))" file="\#(escaped(result.path))" "#
          + #"tests="\#(result.expectations.count)" failures="\#(failed)" errors="0" skipped="0" time="\#(time)">"#)
      for expectation in result.expectations {
        let head =
          #"    <testcase classname="\#(escaped(result.name))" name="\#(escaped(expectation.text))" "#
          + #"file="\#(escaped(result.path))" line="\#(expectation.line)" time="0""#
        if expectation.passed {
          lines.append(head + "/>")
        } else {
          let found = escaped(expectation.found.split(separator: "\n").first.map(String.init) ?? "")
          lines.append(head + ">")
          lines.append(#"      <failure message="found \#(found)">\#(escaped(expectation.found))</failure>"#)
          lines.append("    </testcase>")
        }
      }
      if let fault = result.fault { lines.append("    <system-err>\(escaped(fault))</system-err>") }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  /// Text as XML 1.0 may hold it: without the control characters that it forbids.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isForbidden =
          scalar.value < 32 && !["\n", "\t", "\r"].contains(scalar) || (0xFFFE...0xFFFF) ~= scalar.value
        result.unicodeScalars.append(isForbidden ? "?" : scalar)
      }
    }
    return result
  }
}
