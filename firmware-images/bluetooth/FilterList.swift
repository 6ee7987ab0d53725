/// The filter accept list: devices that are heard where a filter policy says so.
struct FilterList {
  static let size = 8
  private var addresses = InlineArray<8, DeviceAddress>(repeating: DeviceAddress())
  private var count = 0

  func contains(_ address: DeviceAddress) -> Bool { index(of: address) != nil }

  private func index(of address: DeviceAddress) -> Int? {
    for index in 0..<count where addresses[index] == address { return index }
    return nil
  }

  mutating func clear() { count = 0 }

  /// False where there is no room.
  mutating func add(_ address: DeviceAddress) -> Bool {
    guard !contains(address) else { return true }
    guard count < Self.size else { return false }
    addresses[count] = address
    count += 1
    return true
  }

  mutating func remove(_ address: DeviceAddress) {
    guard let place = index(of: address) else { return }
    count -= 1
    addresses[place] = addresses[count]
  }
}
