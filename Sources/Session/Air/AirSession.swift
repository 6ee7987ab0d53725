import Boards
import Formats
import Foundation
import Link
import Machine

/// A run of several bands whose radios share an air, from power-on to the report. Lives on the emulation thread.
final class AirSession {
  private let options: AirOptions
  private let outputs: OutputSet
  private let sessions: [Session]
  private let air: SharedAir
  private let stop: StopFlag
  private let logs: [PacketLog]
  private let pace: RunPace
  private let counts: PacketCounts

  /// Builds the machines. Throws one line for a board without a radio that sends packets, and for a capture that cannot be
  /// written.
  init(
    _ options: AirOptions, _ inputs: [RunInputs], outputs: OutputSet, ports: [SessionPorts], boards: [StatusBoard],
    stop: StopFlag
  ) throws {
    self.options = options
    self.outputs = outputs
    self.stop = stop
    sessions = try inputs.indices.map { index in
      try Session(inputs[index], ports: ports[index], commands: Mailbox(), board: boards[index], stop: stop)
    }
    for (band, session) in zip(options.bands, sessions) where !session.band.hasPacketRadio {
      throw InputError("\(band.name): the board \(session.band.model.name) has no radio that sends packets")
    }
    let radios = zip(options.bands, sessions).map { (name: Optional($0.name), board: $1.band) }
    let others = try ProcessMeeting.join(options.air, seed: options.seed, at: 0, ports: ports[0], stop: stop)
    let air = SharedAir(
      sessions.map(\.band), loss: options.loss, seed: options.seed, neighbourhood: others?.neighbourhood)
    self.air = air
    counts = PacketCounts(sessions.map(\.band))
    logs = try options.captures.compactMap { capture in
      guard let output = outputs[AirOptions.option(capture)] else { return nil }
      let shown = capture.band.map { name in radios.filter { $0.name == name } } ?? radios
      return try PacketLog(output, of: shown, hearsAll: capture.band != nil)
    }
    pace = RunPace(
      PacedMachine(air, others: others.map { PacedAir(air, $0.meeting, $0.neighbourhood) }),
      speed: options.effectiveSpeed, isFreeRunning: false, wakeup: ports[0].wakeup, pause: ports[0].pause
    ) { [sessions] in sessions.contains { $0.hosts.isAttached } }
  }

  /// Runs to the end and reports.
  func run() throws -> AirOutcome {
    let begun = ContinuousClock.now
    for session in sessions { session.takeInput() }
    pace.begin()
    var isStopped = stop.isSet
    while !isStopped, !sessions.contains(where: \.isStuck), air.now < options.duration ?? .max {
      let planned = sessions.map { $0.nextPlanned(options.duration) }.min() ?? .max
      pace.rest(until: planned)
      pace.advance(to: planned)
      let now = air.now
      for log in logs {
        log.flush(until: now)
        if log.failure != nil { stop.set(status: StopFlag.outputLost) }
      }
      for session in sessions { try session.look() }
      isStopped = stop.isSet
      if !isStopped { for session in sessions { session.takeInput() } }
    }
    return try finish(hostTime: ContinuousClock.now - begun)
  }

  private func finish(hostTime: Duration) throws -> AirOutcome {
    air.leave()
    for log in logs { log.finish() }
    let outcomes = try sessions.map { try $0.finish(hostTime: hostTime) }
    // The first that did not end well says why the run ended.
    let exits = outcomes.map(\.report.exit)
    let report = AirReport(
      options, exit: exits.first { $0.status != 0 } ?? exits[0], virtualSeconds: air.now.inSeconds,
      bands: outcomes.indices.map { index in
        .init(name: options.bands[index].name, packets: counts[index], report: outcomes[index].report)
      })
    var failures = logs.compactMap(\.failure) + outcomes.flatMap(\.failures)
    if let output = outputs[RunOptions.Output.report] {
      let data = try report.json() + Data("\n".utf8)
      do throws(InputError) { try output.write(data) } catch { failures.append(error) }
    }
    return AirOutcome(report: report, bands: outcomes, failures: failures)
  }
}
