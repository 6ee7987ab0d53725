import Foundation
import Link
import Machine

@testable import Debugger
@testable import Session

/// A run whose controller is the test.
final class DebuggedRun {
  /// Keeps the machine under the debugger for the test.
  private final class Controller: RunController {
    let machine: Debuggee
    init(_ run: ControlledRun, historyLimit: Int) {
      machine = Debuggee(run, historyLimit: historyLimit)
      machine.isAttended = true
    }
    var isHolding: Bool { false }
    var isAttended: Bool { true }
    func look() {}
    func run(until limit: Tick) { machine.runOn(until: limit) }
    func note(_ event: OutsideEvent) { machine.note(event) }
    func finish(status: Int32) {}
  }

  /// What crosses into the session's closure; both are on one thread.
  private final class Box: @unchecked Sendable { var controller: Controller? }

  let session: Session
  let machine: Debuggee
  private let controller: Controller

  /// Starts an image of the repository, with inputs at their times and declared faults.
  init(_ image: String, inputs: [TimedInput] = [], faults: String? = nil, historyLimit: Int = 64 << 20) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    var options = RunOptions(imagePath: "\(root)/firmware-images/\(image)/\(image).elf")
    options.givenInputs = inputs
    options.faults = faults
    let box = Box()
    var given = try RunInputs(options)
    given.controller = { run in
      let controller = Controller(run, historyLimit: historyLimit)
      box.controller = controller
      return controller
    }
    let wakeup = Wakeup()
    session = try Session(
      given, ports: SessionPorts(wakeup: wakeup), commands: Mailbox {}, board: StatusBoard(wakeup), stop: StopFlag())
    controller = box.controller!
    machine = controller.machine
  }

  /// Everything that decides what the machine does next.
  func state() throws -> Data { try SnapshotFile.encode(session.emulation.snapshot, header: session.header) }

  /// Goes on until a stop, or at most to a time.
  func goOn(to limit: Tick = .seconds(UInt64(100_000)), step: Bool = false, through range: Range<UInt32>? = nil) {
    machine.stops.commit()
    machine.resume(step: step, through: range)
    while machine.motion != .held, machine.now < limit {
      machine.runOn(until: min(limit, machine.now + .milliseconds(50)))
    }
    if machine.motion != .held { machine.stop(.interrupt) }
  }

  func stepBack() {
    machine.stops.commit()
    machine.stepBack()
  }

  func goBack() {
    machine.stops.commit()
    machine.runBack()
  }
}
