import Machine

/// Who decides when the machine of a run goes on and when it stands still: a debugger. Made, asked and let go of on the run's
/// thread.
package protocol RunController: AnyObject {
  /// Whether the machine stands still. Time does not pass then, and nothing comes from outside.
  var isHolding: Bool { get }
  /// Whether somebody is there who can go on where the firmware cannot.
  var isAttended: Bool { get }
  /// Whether the machine runs to a goal of the controller's: at full speed but where `speed` says another, and hearing of the outside
  /// only before it begins.
  var isRunningAlone: Bool { get }
  /// Whether such a run begins now: what has come from outside is heard.
  var isBeginning: Bool { get }
  /// How fast it is to run; `nil` as the run's options say.
  var speed: Speed? { get }
  /// When it has to look again, though nothing may come from outside; `nil` for never.
  var next: Tick? { get }
  /// Does what is due, between two slices: takes what its client asks for.
  func look()
  /// Runs the machine to `limit`, or less far where something stops it.
  func run(until limit: Tick)
  /// Something has come from outside at the present time.
  func note(_ event: OutsideEvent)
  /// The run is over, with this exit status.
  func finish(status: Int32)
}

extension RunController {
  /// It never does.
  package var isRunningAlone: Bool { false }
  /// It never does.
  package var isBeginning: Bool { false }
  /// As the options say.
  package var speed: Speed? { nil }
  /// Never.
  package var next: Tick? { nil }
}
