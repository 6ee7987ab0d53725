import Foundation
import Link
import Machine
import Synchronization

/// One run on a thread of its own: the thread makes and owns the machine, and only values cross.
public final class Runner: Sendable {
  private struct Shared {
    var status = LiveStatus()
    var result: Result<RunOutcome, any Error>?
  }

  /// What a person asks of the band.
  public let commands = Mailbox<RunCommand>()
  /// The pseudo-terminal, where there is one.
  public let port: BandPort?
  /// That of the instrument in the band's supply, where there is one.
  public let ppk2: PPK2Port?
  /// The UDP port, where there is one.
  public let udp: UDPPort?
  /// What ends a pause of the emulation.
  private let wakeup = Wakeup()
  private let inputs: RunInputs
  private let stopFlag = StopFlag()
  private let shared = Mutex(Shared())
  private let finished = DispatchSemaphore(value: 0)

  /// Reads all files and opens the pty. Throws one clear line for what is wrong.
  public init(_ options: RunOptions) throws {
    inputs = try RunInputs(options)
    port = options.hasLink ? try BandPort(options, wakeup: wakeup) : nil
    ppk2 = options.hasPPK2 ? try PPK2Port(options, wakeup: wakeup) : nil
    udp = try options.udpPort.map { [wakeup] number throws(LinkError) in try UDPPort(number: number, wakeup: wakeup) }
  }

  /// What the image was recognised as and where it goes; `nil` where the band starts what its flash holds.
  public var imageSummary: String? { inputs.image?.summary }

  /// What was recognised in recordings, such as another unit; a line each.
  public var notes: [String] { inputs.notes }

  /// A run with its inputs read.
  init(_ inputs: RunInputs) {
    self.inputs = inputs
    port = nil
    ppk2 = nil
    udp = nil
  }

  /// Starts the run.
  public func start() {
    let thread = Thread { [self] in
      let result = Result { try run() }
      port?.close()
      ppk2?.close()
      udp?.close()
      shared.withLock { $0.result = result }
      finished.signal()
    }
    thread.stackSize = 8 << 20
    thread.name = "emulation"
    thread.start()
  }

  /// Asks the run to end at its next slice, with this exit status: 128 and a signal's number, or 0 for a person's wish.
  public func stop(status: Int32 = 130) {
    stopFlag.set(status: status)
    wakeup.signal()
  }

  /// What there is to see now.
  public var status: LiveStatus { shared.withLock { $0.status } }

  /// Whether the run has ended.
  public var isFinished: Bool { shared.withLock { $0.result != nil } }

  /// Waits for the end of the run, at most so long; returns whether it has ended.
  public func wait(for limit: Duration) -> Bool {
    let (seconds, attoseconds) = limit.components
    let deadline = DispatchTime.now() + Double(seconds) + Double(attoseconds) / 1e18
    guard finished.wait(timeout: deadline) == .success else { return false }
    finished.signal()
    return true
  }

  /// Waits for the end of the run.
  public func join() -> Result<RunOutcome, any Error> {
    finished.wait()
    finished.signal()
    return shared.withLock { $0.result } ?? .failure(InputError("the run ended without a result"))
  }

  private func run() throws -> RunOutcome {
    defer { inputs.flash?.file.close() }
    let ports = SessionPorts(band: port?.cable, ppk2: ppk2?.cable, udp: udp, wakeup: wakeup)
    let session = try Session(inputs, ports: ports, commands: commands, stop: stopFlag) { [self] status in
      shared.withLock { $0.status = status }
    }
    return try session.run()
  }
}
