import Boards
import Machine
import Session
import Watchers

/// The moments of SMP commands: a request from its first byte on, an answer with its last.
final class SMPMarks {
  private let band: any Board
  private var meter: SMPMeter?
  /// What was there at the first byte of the present frame.
  private var first: IntervalCharges?

  /// Tells of them from now on, by the command's name as the power summary has it.
  init(
    _ band: any Board, energy: EnergyMeter, asked: @escaping (String, IntervalCharges) -> Void,
    answered: @escaping (String) -> Void
  ) {
    self.band = band
    let meter = SMPMeter(band, meter: ChargeMeter())
    self.meter = meter
    meter.onFirstByte = { [unowned self] in first = IntervalCharges(band, energy) }
    meter.onRequest = { [unowned self] (name: String) in
      if let first { asked(name, first) }
      first = nil
    }
    meter.onAnswer = answered
  }
}
