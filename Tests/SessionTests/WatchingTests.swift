import Boards
import Foundation
import Machine
import Testing
import World

@testable import Session
@testable import Watchers

/// All who watch a run, at once and alone: each sees the same, and the run is that of nobody watching.
@Suite struct WatchingTests {
  private enum Who: CaseIterable { case recorder, probe, tracer, instructions }

  private struct Outcome {
    var snapshot = Data()
    var recording: PowerRecording?
    var samples: [PPK2Capture.Sample] = []
    var trace: [UInt8] = []
    var instructions: UInt64 = 0
  }

  /// A second and a half of the band's firmware, which walks and is touched.
  private func run(_ who: Set<Who>) throws -> Outcome {
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/band/band.elf")
    options.duration = .milliseconds(1_500)
    let inputs = try RunInputs(options)
    let emulation = Emulation()
    let gait = GaitGenerator(on: emulation, seed: 1, timeline: ActivityTimeline(.walk(cadence: 110)))
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: gait)
    let band = inputs.model.make(
      emulation, in: BoardSurroundings(seed: 1, motion: gait, heart: heart, startPercent: 80), setup: inputs.setup)
    band.boot(inputs.image, flash: inputs.startFlash, fromUART: false)
    var outcome = Outcome()
    var trace: [UInt8] = []
    let tracer =
      who.contains(.tracer)
      ? Tracer([.lines, .uart], emulation: emulation, band: band, symbols: inputs.symbols) {
        trace += $0
        return true
      } : nil
    let recorder =
      who.contains(.recorder) ? PowerRecorder(band, symbols: inputs.symbols, options: PowerRecordingOptions()) : nil
    let probe = who.contains(.probe) ? CurrentProbe(band) : nil
    let capture = PPK2Capture(duration: options.duration)
    let sink = probe?.attach { capture?.add($0, $1, for: $2) }
    let instructions =
      who.contains(.instructions) ? band.chip.cpu.watchInstructions { _ in outcome.instructions += 1 } : nil
    band.chip.run(until: .milliseconds(1_000))
    band.key?.isTouched = true
    band.chip.run(until: .milliseconds(1_500))
    instructions?.end()
    outcome.recording = recorder?.finish(wearer: nil)
    if let sink { probe?.detach(sink) }
    outcome.samples = capture?.samples ?? []
    tracer?.flush()
    outcome.trace = trace
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    outcome.snapshot = try encoder.encode(emulation.snapshot)
    return outcome
  }

  @Test func severalAtOnceSeeWhatEachSeesAlone() throws {
    let plain = try run([])
    let all = try run(Set(Who.allCases))
    // The encoder's equal bytes are an equal machine.
    #expect(all.snapshot == plain.snapshot)
    for who in Who.allCases {
      let alone = try run([who])
      #expect(alone.snapshot == plain.snapshot, "\(who)")
      switch who {
      case .recorder:
        let (recording, other) = (try #require(alone.recording), try #require(all.recording))
        #expect(recording.profile?.rows == other.profile?.rows && recording.profile?.folded == other.profile?.folded)
        #expect(recording.fromCell.integral == other.fromCell.integral)
        #expect(recording.log.changes.map(\.time) == other.log.changes.map(\.time))
        #expect(recording.wakeups == other.wakeups && recording.profile?.rows.count ?? 0 > 40)
      case .probe: #expect(alone.samples == all.samples && alone.samples.count == 150_000)
      case .tracer: #expect(alone.trace == all.trace && alone.trace.count > 1_000)
      case .instructions: #expect(alone.instructions == all.instructions && alone.instructions > 50_000)
      }
    }
  }
}
