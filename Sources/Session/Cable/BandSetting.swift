/// A setting of the firmware, as SMP's settings group carries it.
public struct BandSetting: Hashable, Codable, Sendable {
  /// Its whole name, such as `band/goal`.
  public var name: String
  /// Its value as it travels.
  public var value: [UInt8]

  /// A number travels as four bytes, the lowest first.
  public init(name: String, number: UInt32) {
    self.name = name
    value = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A text travels as UTF-8.
  public init(name: String, text: String) {
    self.name = name
    value = Array(text.utf8)
  }
}
