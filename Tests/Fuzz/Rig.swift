import DA14681
import Machine

/// A machine with everything that the outside can do to it.
protocol Rig: AnyObject {
  /// The clock and the snapshot.
  var emulation: Emulation { get }
  /// The chip.
  var soc: DA14681 { get }
  /// What the board has besides; the chip alone has nothing.
  func act(_ action: RigAction)
}

/// What the outside does.
enum RigAction {
  case pad(Int, Bool?)
  case bus(Bool)
  case write(UInt32, width: Int, value: UInt32)
  case read(UInt32, width: Int)
  case byte(isSecond: Bool, UInt8, baud: UInt64)
  case key(Bool)
  case cable(Bool)
  case charger(Bool)
  case ambient(Int)
  case resetHardware
}
