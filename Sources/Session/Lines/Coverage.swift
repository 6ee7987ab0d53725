import Formats
import Foundation
import Watchers

/// Which lines and functions runs have executed, as lcov has it: a line's count is the number of runs that executed it.
public struct Coverage: Sendable {
  private struct Function: Hashable {
    var line: Int
    var name: String
  }

  private struct File {
    var lines: [Int: Int] = [:]
    var functions: [Function: Int] = [:]
  }

  private var files: [String: File] = [:]

  /// Nothing yet.
  public init() {}

  /// Adds all lines of an image, and what some runs of it executed. Throws one line where they cannot be looked up.
  public mutating func add(_ image: SourceImage, _ runs: [ExecutedCode]) throws(InputError) {
    let executed = runs.map { Set($0.addresses) }
    let addresses = executed.reduce(into: Set(image.code.instructions)) { $0.formUnion($1) }.sorted()
    add(
      zip(addresses, try image.frames(of: addresses)).map { address, frames in
        (frames, executed.map { $0.contains(address) })
      })
  }

  /// Adds code: each instruction's places in the source, and which runs executed it.
  mutating func add(_ code: [(frames: [SourceFrame], isExecuted: [Bool])]) {
    var lines: [String: [Int: [Bool]]] = [:]
    var functions: [String: [Function: [Bool]]] = [:]
    func or(_ one: inout [Bool]?, _ other: [Bool]) { one = one.map { zip($0, other).map { $0 || $1 } } ?? other }
    var names: [String: String] = [:]
    func readable(_ symbol: String) -> String {
      if let known = names[symbol] { return known }
      let name = FunctionName.readable(symbol)
      names[symbol] = name
      return name
    }
    let starts = Coverage.starts(code.lazy.flatMap(\.frames))
    for (frames, isExecuted) in code {
      for frame in frames {
        or(&lines[frame.file, default: [:]][frame.line], isExecuted)
        guard !frame.function.isEmpty else { continue }
        let line = starts[frame.file]?[frame.function] ?? frame.line
        or(&functions[frame.file, default: [:]][Function(line: line, name: readable(frame.function))], isExecuted)
      }
    }
    for (file, lines) in lines {
      for (line, runs) in lines { files[file, default: File()].lines[line, default: 0] += runs.count { $0 } }
    }
    for (file, functions) in functions {
      for (function, runs) in functions {
        files[file, default: File()].functions[function, default: 0] += runs.count { $0 }
      }
    }
  }

  /// Where functions begin, by file and name; where the file does not say, as when it has lines alone, the first line with code.
  private static func starts(_ frames: some Sequence<SourceFrame>) -> [String: [String: Int]] {
    var starts: [String: [String: Int]] = [:]
    for frame in frames {
      let line = frame.startLine > 0 ? frame.startLine : frame.line
      starts[frame.file, default: [:]][frame.function] = min(starts[frame.file]?[frame.function] ?? line, line)
    }
    return starts
  }

  /// Lines in all, and those that some run executed.
  public var lines: (all: Int, executed: Int) {
    files.values.reduce((0, 0)) { ($0.0 + $1.lines.count, $0.1 + $1.lines.values.count { $0 > 0 }) }
  }

  /// The tracefile of lcov (geninfo(1), FILES), by file, function and line.
  public var tracefile: String {
    var text: [String] = []
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      text += ["TN:", "SF:\(path)"]
      let functions = file.functions.sorted { ($0.key.line, $0.key.name) < ($1.key.line, $1.key.name) }
      // Functions are known by their names there: of several with one, as overloads are, each says its line.
      let names = Dictionary(functions.map { ($0.key.name, 1) }, uniquingKeysWith: +)
      let shown = functions.map { names[$0.key.name] == 1 ? $0.key.name : "\($0.key.name):\($0.key.line)" }
      for (function, name) in zip(functions, shown) { text.append("FN:\(function.key.line),\(name)") }
      for (function, name) in zip(functions, shown) { text.append("FNDA:\(function.value),\(name)") }
      text += ["FNF:\(functions.count)", "FNH:\(functions.count { $0.value > 0 })"]
      for (line, count) in file.lines.sorted(by: { $0.key < $1.key }) { text.append("DA:\(line),\(count)") }
      text += ["LF:\(file.lines.count)", "LH:\(file.lines.values.count { $0 > 0 })", "end_of_record"]
    }
    return text.map { $0 + "\n" }.joined()
  }
}
