/// The settings that the band goes by, and where they are kept.
enum Settings {
  nonisolated(unsafe) private static var store = SettingsStore(FlashMap.settings)
  nonisolated(unsafe) private(set) static var current = BandSettings()
  /// Counts the changes, for those who have to act on one.
  nonisolated(unsafe) private(set) static var changes: UInt32 = 0

  /// Finds what is stored.
  static func start() {
    var flash = NORFlash()
    store.open(&flash)
    current = stored()
  }

  static func set(_ key: BandSettings.Key, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard current.set(key, bytes) else { return false }
    changes &+= 1
    return true
  }

  /// Back to the default, also in storage.
  static func delete(_ key: BandSettings.Key) -> Bool {
    current.reset(key)
    changes &+= 1
    return save(key)
  }

  /// Back to what is stored.
  static func load() {
    current = stored()
    changes &+= 1
  }

  /// Stores all of them, or one beside what is stored of the others; false when the flash failed.
  static func save(_ key: BandSettings.Key?) -> Bool {
    var wanted = current
    let before = stored()
    if let key {
      wanted = before
      wanted.copy(key, from: current)
    }
    // What is there already costs no write.
    return wanted == before || write(wanted)
  }

  private static func write(_ wanted: BandSettings) -> Bool {
    var storage = InlineArray<64, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) { raw in
      let bytes = raw.assumingMemoryBound(to: UInt8.self)
      let count = wanted.store(into: bytes)
      var flash = NORFlash()
      do throws(FlashError) {
        try store.write(&flash, UnsafeBufferPointer(rebasing: bytes[0..<count]))
      } catch {
        return false
      }
      return true
    }
  }

  /// Keeps what the gauge has learned of the cell, where that is two percent from what is kept.
  static func keep(cellCapacity gauge: borrowing BatteryGauge) {
    guard gauge.isLearned else { return }
    let known = Int32(bitPattern: current.cellCapacity)
    guard abs(gauge.capacity - known) > BatteryGauge.designCapacity / 50 else { return }
    var wanted = stored()
    wanted.cellCapacity = UInt32(bitPattern: gauge.capacity)
    current.cellCapacity = wanted.cellCapacity
    _ = write(wanted)
  }

  /// Erases the storage; the settings have their defaults again.
  static func erase() -> Bool {
    var flash = NORFlash()
    do throws(FlashError) { try store.erase(&flash) } catch { return false }
    current = BandSettings()
    changes &+= 1
    return true
  }

  private static func stored() -> BandSettings {
    var storage = InlineArray<128, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) { raw in
      let bytes = raw.assumingMemoryBound(to: UInt8.self)
      var flash = NORFlash()
      guard let count = store.read(&flash, into: bytes) else { return BandSettings() }
      return BandSettings(stored: UnsafeBufferPointer(rebasing: bytes[0..<count]))
    }
  }
}
