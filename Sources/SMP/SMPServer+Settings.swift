extension SMPServer where Device: ~Copyable {
  /// The longest name that any setting has room for; Zephyr's default is 32 with its end.
  static var longestSettingName: Int { 63 }
  /// The longest value given out.
  static var longestSettingValue: UInt64 { 64 }

  mutating func handleSettings(
    _ header: SMPHeader, _ request: CBORContainer, _ reply: inout CBORWriter
  ) -> SMPResult {
    let reads = header.operation == .read
    switch header.command {
    case SettingsCommand.value: return reads ? readSetting(request, &reply) : writeSetting(request, &reply)
    case SettingsCommand.delete where !reads:
      guard let name = request.text("name") else { return .failed(.invalid) }
      return empty(nameError(name) ?? device.deleteSetting(name), &reply)
    case SettingsCommand.commit where !reads: return empty(device.commitSettings(), &reply)
    case SettingsCommand.storage where reads: return empty(device.loadSettings(), &reply)
    case SettingsCommand.storage: return saveSettings(request, &reply)
    default: return .failed(.notSupported)
    }
  }

  /// Erasing the storage is Zephyr's basic group, though it is about settings.
  mutating func handleBasic(_ header: SMPHeader, _ reply: inout CBORWriter) -> SMPResult {
    guard header.command == BasicCommand.eraseStorage, header.operation == .write else { return .failed(.notSupported) }
    return empty(device.eraseStorage(), &reply)
  }

  /// A success without contents.
  func empty(_ result: SMPResult, _ reply: inout CBORWriter) -> SMPResult {
    if result == .done { reply.map(0) }
    return result
  }

  private func nameError(_ name: CBORString) -> SMPResult? {
    name.count > Self.longestSettingName ? .error(SettingsError.keyTooLong) : nil
  }

  private mutating func readSetting(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let name = request.text("name"), let wanted = request.number("max_size", or: Self.longestSettingValue) else {
      return .failed(.invalid)
    }
    if let error = nameError(name) { return error }
    var storage = InlineArray<64, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) { raw in
      let value = raw.bindMemory(to: UInt8.self)
      switch device.setting(name, into: value) {
      case .failed(let error): return .error(error)
      case .bytes(let size):
        let isTooMuch = wanted > Self.longestSettingValue
        let count = min(max(size, 0), value.count, isTooMuch ? value.count : Int(truncatingIfNeeded: wanted))
        reply.map(isTooMuch ? 2 : 1)
        reply.text("val")
        reply.bytes(UnsafeBufferPointer(rebasing: value[0..<count]))
        if isTooMuch { reply.field("max_size", UInt32(truncatingIfNeeded: Self.longestSettingValue)) }
        return .done
      }
    }
  }

  private mutating func writeSetting(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let name = request.text("name"), case .bytes(let value)? = request["val"] else { return .failed(.invalid) }
    return empty(nameError(name) ?? device.setSetting(name, to: value), &reply)
  }

  /// Newer servers can store a single one.
  private mutating func saveSettings(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    guard let field = request["name"] else { return empty(device.saveSettings(nil), &reply) }
    guard case .text(let name) = field else { return .failed(.invalid) }
    return empty(nameError(name) ?? device.saveSettings(name), &reply)
  }
}
