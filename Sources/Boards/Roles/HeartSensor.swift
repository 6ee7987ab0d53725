import Machine
import Parts

/// A part that measures the wearer's pulse.
public protocol HeartSensor: AnyObject {
  /// The pulse that it measures.
  var heart: any HeartSource { get set }
  /// A broken solder joint: it answers nothing.
  var isSilent: Bool { get set }
}

extension AS7000: HeartSensor {}
extension Si1143: HeartSensor {}
