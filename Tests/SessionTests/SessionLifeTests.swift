import Foundation
import Machine
import Testing

@testable import Session
import Watchers

/// A session lets go of its machine at its end: the next one may be on another thread.
@Suite struct SessionLifeTests {
  private final class Machines {
    weak var emulation: Emulation?
    weak var session: Session?
  }

  private func run(_ change: (inout RunOptions) -> Void) throws -> Machines {
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/band/band.elf")
    options.duration = .milliseconds(300)
    change(&options)
    let machines = Machines()
    let session = try Session.alone(options)
    machines.emulation = session.emulation
    machines.session = session
    _ = try session.run()
    return machines
  }

  private func isFreed(_ machines: Machines) -> Bool { machines.emulation == nil && machines.session == nil }

  @Test func aPlainRun() throws { #expect(isFreed(try run { _ in })) }

  @Test func withARecordingOfThePower() throws {
    #expect(isFreed(try run { $0.recording = PowerRecordingOptions() }))
  }

  @Test func withTracesAndSemihosting() throws {
    #expect(
      isFreed(
        try run {
          $0.traces = [.uart]
          $0.hasSemihosting = true
          $0.duration = .milliseconds(1)
        }))
  }
}
