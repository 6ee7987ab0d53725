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
