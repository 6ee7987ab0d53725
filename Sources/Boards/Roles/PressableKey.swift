import Parts

/// A key, button or touch pad.
public protocol PressableKey: AnyObject {
  /// Whether a finger is on it.
  var isTouched: Bool { get set }
}

extension TouchKey: PressableKey {}
extension Button: PressableKey {}
