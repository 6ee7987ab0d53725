import Formats

/// `monitor threads`.
extension Monitor {
  func threads(_ words: [String]) throws(DebuggerError) -> String {
    let table = machine.threads
    guard let word = words.first else { return threadList }
    let names = ThreadChoice.allCases.map(\.rawValue)
    guard words.count == 1, let choice = word == "on" ? .auto : ThreadChoice(rawValue: word) else {
      throw DebuggerError(
        "threads: expected on, \(names.joined(separator: ", ")) or nothing, found '\(words.joined(separator: " "))'"
          + Suggestion.hint(word, among: names))
    }
    table.choose(choice)
    return choice == .off ? "" : threadList
  }

  private var threadList: String {
    let table = machine.threads
    if table.choice == .off {
      return "threads are off: the core is the only one; 'monitor threads on' looks for a kernel's"
    }
    guard let kernel = table.kernel else {
      return "no symbols of \(table.wantedKernels.joined(separator: ", ")) in the image"
        + "; GDB is asked for its file's when it reads one"
    }
    let rows = table.all.map { thread in
      "  \(Hex.word(thread.id))  \(thread.name.isEmpty ? "(no name)" : thread.name): \(thread.state)"
    }
    return "\(type(of: kernel).name):\n" + rows.joined(separator: "\n")
  }
}
