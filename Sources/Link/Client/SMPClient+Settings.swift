import SMP

extension SMPClient {
  /// The value of a setting, as the device keeps it.
  public func setting(_ name: String) throws(SMPError) -> [UInt8] {
    let reply = try request("setting \(name)") { request, buffer in name.lendUTF8 { request.setting($0, to: buffer) } }
    guard let value = reply["val"]?.data else { throw .malformed(command: "setting \(name)", what: "value") }
    return value
  }

  /// Gives a setting a value.
  public func setSetting(_ name: String, to value: [UInt8]) throws(SMPError) {
    _ = try request("setting \(name)") { request, buffer in
      name.lendUTF8 { name in value.withUnsafeBufferPointer { request.setSetting(name, value: $0, to: buffer) } }
    }
  }

  /// Sets a setting back to its default.
  public func deleteSetting(_ name: String) throws(SMPError) {
    _ = try request("delete setting \(name)") { request, buffer in
      name.lendUTF8 { request.deleteSetting($0, to: buffer) }
    }
  }

  /// Makes what was set take effect.
  public func commitSettings() throws(SMPError) { _ = try request("commit settings") { $0.commitSettings(to: $1) } }

  /// Reads all settings from the device's storage again.
  public func loadSettings() throws(SMPError) { _ = try request("load settings") { $0.loadSettings(to: $1) } }

  /// Writes all settings to the device's storage.
  public func saveSettings() throws(SMPError) { _ = try request("save settings") { $0.saveSettings(to: $1) } }
}
