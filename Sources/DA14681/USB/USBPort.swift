/// What the other end of the USB cable is, as charger detection sees it.
public enum USBPort: String, Codable, Sendable {
  /// Only power: D+ and D- are open.
  case none
  /// A dedicated charger: D+ and D- are joined.
  case charger
  /// A host, or a hub's port: both are pulled down.
  case host
}
