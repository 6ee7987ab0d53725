import Machine
import Parts

/// A part that feels how the board is moved.
public protocol MotionSensor: AnyObject {
  /// What moves it.
  var motion: any MotionSource { get set }
  /// A broken solder joint: it answers nothing.
  var isSilent: Bool { get set }
}

extension ADXL362: MotionSensor {}
extension KX022: MotionSensor {}
extension MMA8653: MotionSensor {}
