import Machine
import World

/// Something that happens to the band from outside.
public enum InputEvent: Hashable, Codable, Sendable {
  /// A finger touches the key for so many milliseconds.
  case touch(milliseconds: UInt32)
  /// VBUS appears or goes.
  case charger(Bool)
  /// The mains that the charger hangs on come back or go.
  case mains(Bool)
  /// The cradle's data cable is attached or detached.
  case cable(Bool)
  /// Ambient temperature, in millidegrees Celsius.
  case temperature(milliCelsius: Int32)
  /// The wearer's heart rate, in beats a minute; 0 returns to the wearer's own.
  case heartRate(UInt16)
  /// The wearer begins to walk so many steps a minute, or stops (0).
  case walk(stepsPerMinute: UInt16)
  /// A pad, such as `P1_0`, is driven high or low from outside, or let go (`nil`): a button of another board, a test lead.
  case pin(String, level: Bool?)
  /// The wearer begins something, or goes back to what they would do without it.
  case activity(Activity?)
  /// The wearer lifts the wrist to look at the display for so many milliseconds, whatever else they do.
  case raise(milliseconds: UInt32)
  /// The hand reaches for something and comes back, for so many milliseconds, while the wearer goes on with what they do.
  case gesture(milliseconds: UInt32)
  /// A notification with this text comes by a host tool on the data cable.
  case notification(String)
  /// A host tool on the data cable puts the band into ship mode.
  case ship
  /// The cell is taken out, replaced by a laboratory supply, or put in again.
  case supply(Supply)
  /// An energy harvester's source gives something else.
  case harvest(HarvestSource)
  /// The reset line of the chip is pulled: the board begins again, as on a button of another board or in the cradle.
  case reset
  /// The heart-rate sensor sees no skin, until the next heart rate.
  case noSkin
}
