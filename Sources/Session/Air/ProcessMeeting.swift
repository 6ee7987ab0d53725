import Boards
import Formats
import Link
import Machine

/// How a run finds the other processes on its air. Lives on the emulation thread.
final class ProcessMeeting: AirMeeting {
  private let gathering: Gathering
  private let name: String
  private let stop: StopFlag
  private let note: (String) -> Void

  /// `note` is given each line that a person should read.
  init(_ place: AirPlace, wakeup: Link.Wakeup, stop: StopFlag, note: @escaping (String) -> Void) throws(LinkError) {
    gathering = try Gathering(place.name, option: "--air", wakeup: wakeup)
    name = place.name
    self.stop = stop
    self.note = note
  }

  /// Joins the air of a run's options, where there is one.
  static func join(
    _ place: AirPlace?, seed: UInt64, at time: Tick, ports: SessionPorts, stop: StopFlag
  ) throws -> (meeting: ProcessMeeting, neighbourhood: AirNeighbourhood)? {
    guard let place else { return nil }
    let meeting = try ProcessMeeting(place, wakeup: ports.wakeup, stop: stop, note: ports.tell)
    let neighbourhood = AirNeighbourhood(meeting, seed: seed, count: place.count)
    try neighbourhood.join(at: time)
    return (meeting, neighbourhood)
  }

  var isEnding: Bool { stop.isSet }

  func tell(_ line: String) { note("air '\(name)': \(line)") }

  func enter() throws -> [any AirChannel] {
    let patience = ContinuousClock.now + .seconds(1)
    var isTold = false
    while !stop.isSet {
      if try gathering.knock() { return try gathering.connect() }
      // Nothing tells when a lock is free.
      _ = gathering.wait(on: [], until: .now + .milliseconds(5))
      if !isTold, .now > patience {
        isTold = true
        tell("waiting for a process that is joining, and does not go on")
      }
    }
    return []
  }

  func open() throws { try gathering.open() }

  func accept() -> (any AirChannel)? { gathering.accept() }

  func close() { gathering.close() }

  func wait(on channels: [any AirChannel], for limit: Duration?) -> Bool {
    let links = channels.compactMap { $0 as? GatheringLink }
    let deadline = limit.map { ContinuousClock.now + $0 }
    while !stop.isSet {
      switch gathering.wait(on: links, until: deadline) {
      case .came: return true
      case .late: return false
      case .woken: break
      }
    }
    return true
  }

  /// Waits until something has come from outside, on the air or otherwise.
  func rest(on channels: [any AirChannel], until deadline: ContinuousClock.Instant?) {
    _ = gathering.wait(on: channels.compactMap { $0 as? GatheringLink }, until: deadline)
  }
}

extension GatheringLink: AirChannel {}
