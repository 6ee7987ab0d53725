import Boards
import Machine
import World
import Watchers

/// A run as a study sees it.
package struct StudiedRun {
  package let band: any Board
  /// The image's path, where one was given.
  package let imagePath: String?
  /// The speed that its options ask for.
  package let speed: Speed
  /// What the firmware counts.
  package let statistics: BandStatistics
  /// Steps walked up to a time.
  package let trueSteps: (Tick) -> Int
  /// The faults that the firmware took so far.
  package let faults: () -> FirmwareFaultsReport?
  /// What the wearer does.
  package let activity: () -> Activity
  /// Lets something come from outside now.
  package let happen: (OutsideEvent) -> Void
  /// The host tool inside the machine gives up.
  package let stopHostTool: () -> Void
}
