import CortexM0
import Machine

/// How recordings are written.
extension SessionRecording {
  private static let explanation = """
    # What came to the band from outside; 'bandbox run --replay' repeats it. Times are ticks of 1/1536000000 s since
    # power-on, or such as 1.5s. Lines may be changed; those of 'band', 'check' and 'digest' say what came of it and are
    # only compared.

    """

  /// How a file begins.
  static func head(_ facts: RecordingFacts) -> String { title + "\n" + explanation + facts.text }

  /// A line of what came from outside.
  static func line(_ stamp: Stamp, _ event: OutsideEvent) -> String {
    let fault = stamp.faults > 0 ? "!\(stamp.faults)" : ""
    return "\(stamp.time)\(fault)\(stamp.sequence > 0 ? "+\(stamp.sequence)" : "") \(event.text)\n"
  }

  /// How a file ends.
  static func end(_ exit: Report.Exit, at now: Tick, digest: String) -> String {
    "\(now) end \(exit.status) \(exit.reason)\ndigest \(digest)\n"
  }
}

extension SessionRecording.Stamp {
  /// That of what comes now, behind another of the same run.
  init(now: Tick, after last: Self?, cpu: CPU) {
    time = now
    if cpu.lastFault?.time == now { faults = cpu.faults }
    if let last, last.time == now { sequence = last.sequence + 1 }
  }
}
