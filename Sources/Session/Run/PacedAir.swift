import Boards
import Machine

/// The other processes on the air of a paced machine: they want it to go on, and are heard while it rests.
struct PacedAir {
  private let air: SharedAir
  private let meeting: ProcessMeeting
  private let neighbourhood: AirNeighbourhood

  init(_ air: SharedAir, _ meeting: ProcessMeeting, _ neighbourhood: AirNeighbourhood) {
    self.air = air
    self.meeting = meeting
    self.neighbourhood = neighbourhood
  }

  /// Up to when somebody waits for the machine; the largest tick while nobody does.
  var wanted: Tick { neighbourhood.wanted }

  /// Hears what has come and answers; lets new ones in where `opens`.
  func serve(opens: Bool) { air.serve(opens: opens) }

  /// Sleeps until something comes from outside, on the air or otherwise.
  func wait(until deadline: ContinuousClock.Instant?) { meeting.rest(on: neighbourhood.channels, until: deadline) }
}
