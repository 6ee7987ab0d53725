import Machine
import Parts

/// A display of pixels that are on or off.
public protocol PixelDisplay: AnyObject {
  /// Pixels in a row.
  var columns: Int { get }
  /// Rows.
  var rows: Int { get }
  /// What is to be seen, row by row; all dark while it is off.
  var framebuffer: [Bool] { get }
  /// Tells `action` when that may have changed.
  func watchFrames(_ action: @escaping () -> Void) -> Subscription
}

extension SSD1306: PixelDisplay {}

extension LEDMatrix: PixelDisplay {
  /// LEDs in a row.
  public var columns: Int { wiring.width }
  /// Rows.
  public var rows: Int { wiring.height }
  /// The LEDs that were lit within the last moments.
  public var framebuffer: [Bool] { picture }
  /// Tells `action` when one was switched.
  public func watchFrames(_ action: @escaping () -> Void) -> Subscription { watchChanges(action) }
}
