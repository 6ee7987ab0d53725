/// The outputs of one command, checked together before it begins.
public struct OutputSet: Sendable {
  private var files: [(option: String, file: OutputFile)] = []

  /// Checks every output by itself, and that no two are the same file, that at most one is standard output, and that none
  /// is something that the command reads. `reader` is what has standard output for itself, such as `--console`.
  public init(
    _ outputs: [(option: String, path: String?)], inputs: [(what: String, path: String?)] = [], reader: String? = nil
  ) throws(InputError) {
    for case (let option, let path?) in outputs {
      let file: OutputFile
      do throws(InputError) { file = try OutputFile(path) } catch { throw InputError("\(option): \(error)") }
      if file.isStandardOutput, let reader {
        throw InputError("\(option): \(path): standard output is that of \(reader); expected a file")
      }
      if let other = files.first(where: { OutputSet.areSame($0.file, file) }) {
        let what = file.isStandardOutput ? "standard output" : path
        throw InputError("\(option): \(what) is taken by \(other.option) already; expected another file")
      }
      try OutputSet.check(file, option, inputs)
      files.append((option, file))
    }
  }

  /// The output of an option.
  public subscript(option: String) -> OutputFile? { files.first { $0.option == option }?.file }

  /// Whether one is standard output, so that what people read goes to standard error.
  public var hasStandardOutput: Bool { files.contains { $0.file.isStandardOutput } }

  private static func areSame(_ one: OutputFile, _ other: OutputFile) -> Bool {
    if case .special(_, isSink: true) = one.place { return false }
    if one.place == other.place { return true }
    guard case .file(let path, _) = one.place, case .file(let otherPath, _) = other.place else { return false }
    let identity = OutputPlace.identity(of: path)
    return identity != nil && identity == OutputPlace.identity(of: otherPath)
  }

  private static func check(
    _ file: OutputFile, _ option: String, _ inputs: [(what: String, path: String?)]
  ) throws(InputError) {
    guard case .file(let path, isNew: false) = file.place, let identity = OutputPlace.identity(of: path) else { return }
    for case (let what, let input?) in inputs where OutputPlace.identity(of: input) == identity {
      throw InputError("\(option): \(file.path) is \(what); expected another file")
    }
    if identity == OutputPlace.identity(of: "/proc/self/fd/1") {
      throw InputError("\(option): \(file.path) is where standard output goes; expected another file, or -")
    }
  }
}
