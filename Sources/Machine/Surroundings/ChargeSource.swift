/// What stands at the other end of the charging cable: it gives VBUS, or does not.
public protocol ChargeSource: AnyObject, Snapshotting {
  /// For reports.
  var name: String { get }
  /// What it can give now, in pA; `nil` while there is no VBUS.
  var limit: Int64? { get }
  /// Whether it gives nothing while there are no mains. The default is `true`.
  var needsMains: Bool { get }
  /// Told after every change of `limit`.
  var onChange: (() -> Void)? { get set }
  /// The band is put on the cable or taken off.
  func plugged(_ isIn: Bool)
  /// What the band takes has changed, in pA; 0 when it is taken off or there is no VBUS.
  func taken(_ current: Int64)
}

extension ChargeSource {
  /// A plug in a wall, or a port of something that has one.
  public var needsMains: Bool { true }
}
