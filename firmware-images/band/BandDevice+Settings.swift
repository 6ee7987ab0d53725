/// The settings `band/...` over SMP. What is written takes effect at once and is kept when it is saved.
extension BandDevice {
  mutating func setting(_ name: CBORString, into value: UnsafeMutableBufferPointer<UInt8>) -> SMPSettingValue {
    switch Self.key(name) {
    case .found(let key): .bytes(Settings.current.value(key, into: value))
    case .missing(let error): .failed(error)
    }
  }

  mutating func setSetting(_ name: CBORString, to value: CBORString) -> SMPResult {
    switch Self.key(name) {
    case .missing(let error): return .error(error)
    case .found(let key):
      guard value.count <= BandSettings.nameLimit else { return .failed(.invalid) }
      var storage = InlineArray<20, UInt8>(repeating: 0)
      var source = value.bytes()
      for index in 0..<value.count { storage[index] = source.next() ?? 0 }
      let isTaken = withUnsafeMutableBytes(of: &storage) {
        let bytes = UnsafeBufferPointer($0.assumingMemoryBound(to: UInt8.self))
        return Settings.set(key, UnsafeBufferPointer(rebasing: bytes[0..<value.count]))
      }
      return isTaken ? .done : .failed(.invalid)
    }
  }

  mutating func deleteSetting(_ name: CBORString) -> SMPResult {
    switch Self.key(name) {
    case .found(let key): Self.result(Settings.delete(key))
    case .missing(let error): .error(error)
    }
  }

  mutating func loadSettings() -> SMPResult {
    Settings.load()
    return .done
  }

  mutating func saveSettings(_ name: CBORString?) -> SMPResult {
    guard let name, !name.equals("band") else { return Self.result(Settings.save(nil)) }
    switch Self.key(name) {
    case .found(let key): return Self.result(Settings.save(key))
    case .missing(let error): return .error(error)
    }
  }

  mutating func eraseStorage() -> SMPResult { Settings.erase() ? .done : .error(BasicError.eraseFailed) }

  private static func result(_ isDone: Bool) -> SMPResult { isDone ? .done : .error(SettingsError.unknown) }

  private enum Search {
    case found(BandSettings.Key)
    case missing(SettingsError)
  }

  private static func key(_ name: CBORString) -> Search {
    guard name.begins(with: "band/") else { return .missing(.rootKeyNotFound) }
    for raw in 1...5 as ClosedRange<UInt8> {
      if let key = BandSettings.Key(rawValue: raw), name.count == 5 + key.name.utf8CodeUnitCount,
        name.ends(with: key.name)
      {
        return .found(key)
      }
    }
    return .missing(.keyNotFound)
  }
}
