extension Line {
  /// What a snapshot keeps of a line.
  struct State: Codable {
    var pull: Bool
    var driven: NamedValues<Bool?>
  }

  var state: State {
    var (names, values) = (names, drivers.map(\.value))
    // In the order of construction, of which optional drivers may be any.
    if names.count < drivers.count {
      let saved = drivers.filter { !$0.isOptional || $0.value != nil }
      (names, values) = (saved.map(\.name), saved.map(\.value))
    }
    return State(pull: pull, driven: NamedValues(names, values))
  }

  /// Throws where a driver of the line is missing, or where one is saved that the line has not.
  func check(_ state: State) throws(SnapshotError) {
    let optional = drivers.filter { $0.isOptional && state.driven[$0.name] != nil }.map(\.name)
    try state.driven.check(names + optional) { "driver \($0) of line \(name)" }
  }

  /// Takes over a saved state without telling the observers, whose blocks are restored by themselves.
  func restore(_ state: State) {
    let (told, watching, pad) = (observers, watchers, settled)
    (observers, watchers, settled) = ([], nil, [])
    if state.driven.names == names, names.count == drivers.count {
      for (driver, value) in zip(drivers, state.driven.values) { driver.value = value }
    } else {
      for driver in drivers { driver.value = state.driven[driver.name] ?? nil }
    }
    pull = state.pull
    (observers, watchers, settled) = (told, watching, pad)
  }
}
