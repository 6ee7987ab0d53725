import Machine

/// The peripherals that answer as declared storage, and registers that are declared only.
enum StorageMap {
  /// What answers as storage, by address.
  static let blocks = ([apu, ecc, ble, ftdf, coex] + undocumented).sorted { $0.base < $1.base }
}
