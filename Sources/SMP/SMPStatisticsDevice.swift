/// The counters of a device, in named groups.
public protocol SMPStatisticsDevice: ~Copyable {
  /// How many groups of statistics there are.
  var statisticsGroupCount: Int { get }
  /// The name of a group, 0 to `statisticsGroupCount` - 1.
  func statisticsGroupName(_ group: Int) -> StaticString
  /// How many fields a group has.
  func statisticsFieldCount(_ group: Int) -> Int
  /// The name of a field.
  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString
  /// The value of a field now.
  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64
}

extension SMPStatisticsDevice where Self: ~Copyable {
  /// None.
  public var statisticsGroupCount: Int { 0 }
  /// None.
  public func statisticsGroupName(_ group: Int) -> StaticString { "" }
  /// None.
  public func statisticsFieldCount(_ group: Int) -> Int { 0 }
  /// None.
  public func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString { "" }
  /// None.
  public mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 { 0 }
}
