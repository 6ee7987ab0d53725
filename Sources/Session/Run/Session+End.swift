import Boards
import CortexM0
import Formats
import Foundation
import Machine
import Watchers

extension Session {
  /// The report with its digest, and the snapshot that this is of.
  func seal(hostSeconds: Double) throws -> (report: Report, state: Data) {
    let state = try SnapshotFile.encode(emulation.snapshot, header: header)
    var report = self.report(hostSeconds: hostSeconds)
    try report.seal(with: state)
    return (report, state)
  }

  func finish(hostTime: Duration) throws -> RunOutcome {
    let recording = recorder?.finish(wearer: gait?.timeline)
    let code = codeRecorder.flatMap { recorder in inputs.source.map { (executed: recorder.result, source: $0) } }
    let (report, state) = try seal(hostSeconds: hostTime.inSeconds)
    sessionRecorder?.finish(report.exit, digest: report.digest ?? "")
    let recorded = options.replay
    let replay = replayer?.finish(
      differences: facts.map { recorded?.facts.differences(to: $0) ?? [] } ?? [], digest: report.digest,
      isWhole: emulation.now == recorded?.end?.stamp.time, isCut: stop.isSet || options.duration != nil)
    tracer.flush()
    packetLog?.finish()
    var failures = [flashKeeper?.failure, sessionRecorder?.failure, packetLog?.failure].compactMap(\.self)
    func write(_ option: String, _ contents: () throws -> Data) throws {
      guard let output = inputs.outputs[option] else { return }
      let data = try contents()
      do throws(InputError) { try output.write(data) } catch { failures.append(error) }
    }
    if let capture {
      probe?.advance(to: emulation.now)
      try write(RunOptions.Output.ppk2) { try PPK2File.render(capture) }
    }
    try write(RunOptions.Output.snapshot) { state }
    if inputs.outputs[RunOptions.Output.screenshot] != nil, let picture = Screenshot.png(of: band) {
      try write(RunOptions.Output.screenshot) { Data(picture) }
    }
    try write(RunOptions.Output.report) { try report.json() + Data("\n".utf8) }
    if let code {
      try write(RunOptions.Output.coverage) {
        var coverage = Coverage()
        try coverage.add(code.source, [code.executed])
        return Data(coverage.tracefile.utf8)
      }
    }
    let fault = band.chip.isFaultedForGood && semihosting?.exitStatus == nil ? explainedFault : nil
    return RunOutcome(
      report: report, fault: fault, bootloader: bootWatch.text, recording: recording,
      life: recording.flatMap { LifeEstimate(band, peakUa: $0.peakUa, downTo: $0.options.cutOff) },
      capacityMilliampereHours: Charge.microampereHours(band.power.capacity) / 1_000,
      code: code, findings: studies.map { Session.finding(of: $0) }, replay: replay,
      unsaved: options.snapshotOutPath == nil ? [] : unsaved, failures: failures)
  }

  /// The latest fault, for people.
  var explainedFault: String? {
    band.chip.cpu.lastFault.map {
      FaultText.explain($0, of: band.model.chip, symbols: inputs.symbols, stackTop: inputs.stackTop)
    }
  }

  private static func finding(of study: some RunStudy) -> any Sendable { study.finding }
}
