/// The settings of a device: values by name, `root/name`, that can be stored.
public protocol SMPSettingsDevice: ~Copyable {
  /// Writes a setting's value to the front of `value` and returns its size.
  mutating func setting(_ name: CBORString, into value: UnsafeMutableBufferPointer<UInt8>) -> SMPSettingValue
  /// Sets it, or says why not. Nothing is stored yet.
  mutating func setSetting(_ name: CBORString, to value: CBORString) -> SMPResult
  /// Gives it its default again, now and in storage.
  mutating func deleteSetting(_ name: CBORString) -> SMPResult
  /// Lets what was set take effect.
  mutating func commitSettings() -> SMPResult
  /// Sets all that is stored.
  mutating func loadSettings() -> SMPResult
  /// Stores all, or one when there is a name.
  mutating func saveSettings(_ name: CBORString?) -> SMPResult
  /// Erases what the settings are stored in.
  mutating func eraseStorage() -> SMPResult
}

/// What came of reading a setting.
public enum SMPSettingValue: Sendable {
  /// It has this many bytes, which are written if they fit.
  case bytes(Int)
  /// It cannot be read.
  case failed(SettingsError)
}

extension SMPSettingsDevice where Self: ~Copyable {
  /// None.
  public mutating func setting(
    _ name: CBORString, into value: UnsafeMutableBufferPointer<UInt8>
  ) -> SMPSettingValue { .failed(.rootKeyNotFound) }
  /// None.
  public mutating func setSetting(_ name: CBORString, to value: CBORString) -> SMPResult {
    .error(SettingsError.rootKeyNotFound)
  }
  /// None.
  public mutating func deleteSetting(_ name: CBORString) -> SMPResult { .error(SettingsError.rootKeyNotFound) }
  /// Nothing to do.
  public mutating func commitSettings() -> SMPResult { .done }
  /// Nothing to do.
  public mutating func loadSettings() -> SMPResult { .done }
  /// Nothing to do.
  public mutating func saveSettings(_ name: CBORString?) -> SMPResult { .done }
  /// There is nothing to erase.
  public mutating func eraseStorage() -> SMPResult { .error(BasicError.openFailed) }
}
