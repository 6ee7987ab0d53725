// The band asks nobody: not in firmware.
#if !hasFeature(Embedded)
  extension SMPRequest {
    /// Asks for the value of a setting by its name (UTF-8).
    public func setting(
      _ name: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.read, group: SMPGroup.settings, command: SettingsCommand.value, to: buffer) {
        $0.map(1)
        $0.text("name")
        $0.text(name)
      }
    }

    /// Gives a setting a value.
    public func setSetting(
      _ name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>,
      to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.write, group: SMPGroup.settings, command: SettingsCommand.value, to: buffer) {
        $0.map(2)
        $0.text("name")
        $0.text(name)
        $0.text("val")
        $0.bytes(value)
      }
    }

    /// Sets a setting back to its default.
    public func deleteSetting(
      _ name: UnsafeBufferPointer<UInt8>, to buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
      write(.write, group: SMPGroup.settings, command: SettingsCommand.delete, to: buffer) {
        $0.map(1)
        $0.text("name")
        $0.text(name)
      }
    }

    /// Asks that what was set takes effect.
    public func commitSettings(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.write, group: SMPGroup.settings, command: SettingsCommand.commit, to: buffer) { $0.map(0) }
    }

    /// Asks that all settings are read from storage again.
    public func loadSettings(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.read, group: SMPGroup.settings, command: SettingsCommand.storage, to: buffer) { $0.map(0) }
    }

    /// Asks that all settings are written to storage.
    public func saveSettings(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
      write(.write, group: SMPGroup.settings, command: SettingsCommand.storage, to: buffer) { $0.map(0) }
    }
  }
#endif
