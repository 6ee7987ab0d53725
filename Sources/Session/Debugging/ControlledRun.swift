import Boards
import Images
import Link
import Machine

/// A run as its controller sees it.
package struct ControlledRun {
  package let band: any Board
  /// The names in the image.
  package let symbols: SymbolTable
  /// Ends the host's wait for something to do.
  package let wakeup: Wakeup
  /// Lets something come from outside now, which recordings keep.
  package let happen: (OutsideEvent) -> Void
  /// Lets something that has come before come again, at the same time: nobody is told.
  package let repeatEvent: (OutsideEvent) -> Void
  /// The machine repeats what it has done before: until this ends, hosts and recordings hear nothing of it.
  package let setRepeating: (Bool) -> Void
  /// Keeps the state of what stands beside the machine and that it depends on; the results bring it back, each a part of it. Called
  /// before the machine's own state is brought back.
  package let keepBeside: () -> [() -> Void]
  /// What came behind the present time is forgotten: what is outside the machine follows it.
  package let forgotten: () -> Void
  /// The run as studies see it.
  package let studied: StudiedRun
  /// What there is to see of it now.
  package let status: () -> LiveStatus
  /// The report of the run up to now, without a digest.
  package let report: () -> Report
  /// The facts of a recording of the run. Throws where one of its files can no longer be read.
  package let facts: () throws -> RecordingFacts
  /// The report as it would be if the run ended now, with its digest.
  package let sealedReport: () throws -> Report
  /// What the band's port has carried: its counters, and what it has of its client that the machine has not heard yet; `nil`
  /// without a port.
  package let portCounters: () -> (counters: LinkCounters, waiting: Int)?
  /// Explains the latest fault to people, in a few lines; `nil` where there was none.
  package let explainFault: () -> String?
  /// What the program asks of its host, where it does.
  package let host: (any RepeatableHost)?
  /// Ends the run, as a person's wish.
  package let end: () -> Void
  /// Whether a host tool is at the band's port.
  package let isCableInUse: () -> Bool
  /// Whether somebody wants the run to end.
  package let isEnding: () -> Bool
  /// Whether somebody has the run as it was, as a recording or samples of an instrument: no past of it can be changed.
  package let isRecorded: Bool
  /// Tells a person at the terminal.
  package let tell: (String) -> Void
}
