import Boards
import Link
import Machine

/// A Power Profiler Kit II between the band and its cell: commands in, 100,000 samples of every virtual second out.
package final class PPK2 {
  /// Bytes that wait for a client that does not read, before whole samples are dropped: 1.3 seconds.
  private static let backlogLimit = 1 << 19
  /// Bytes given to the port at once.
  private static let portion = 1 << 14
  /// Virtual time between two portions of samples.
  private static let outputInterval: Tick = .milliseconds(5)
  /// From a question to its answer.
  private static let answerTime: Tick = .milliseconds(1)

  private let band: any Board
  private let probe: CurrentProbe
  package let port: CableEnd
  private(set) var state = PPK2State()
  private var commands: [UInt8] = []
  private var window: SampleWindow?
  private var encoder = PPK2Encoder()
  private var pending: [UInt8] = []
  private var sent = 0
  private var isLossless = false
  /// Samples that no client took in time.
  private(set) var dropped = 0
  /// When what it has measured by then, or answered, is to leave; `nil` while there is nothing.
  package private(set) var nextOutput: Tick?
  /// While it measures: nobody else pays for looking at every change of the current.
  private var measuring: CurrentProbe.Sink?

  /// An instrument that measures with `probe` and is served on `port`.
  package init(_ band: any Board, probe: CurrentProbe, port: CableEnd) {
    self.band = band
    self.probe = probe
    self.port = port
  }

  /// Whether a client has the port open.
  package var isAttached: Bool { port.isAttached }

  private var backlog: Int { pending.count - sent }

  private func flowed(_ current: Int64, _ levels: UInt8, _ time: Tick) {
    window?.add(current, levels, for: time) { sample in
      // Without loss the run waits between slices, so what a slice brings is taken whole.
      guard isLossless || backlog < PPK2.backlogLimit else {
        dropped += 1
        return encoder.skip()
      }
      withUnsafeBytes(of: encoder.encode(sample).littleEndian) { pending += $0 }
    }
  }

  // MARK: Input

  /// Does what clients ask; what that connects to the band goes to `connect`.
  package func takeInput(connect: (Supply) -> Void) {
    guard port.hasEvents else { return }
    for event in port.poll() {
      switch event {
      case .attached, .flushed: commands = []
      case .touched: break
      case .detached: stop()
      case .bytes(let bytes):
        commands += bytes
        for command in PPK2Command.take(from: &commands) { obey(command, connect) }
      }
    }
    if measuring != nil || backlog > 0 {
      nextOutput = min(nextOutput ?? .max, band.emulation.now + Self.answerTime)
    }
  }

  private func obey(_ command: PPK2Command, _ connect: (Supply) -> Void) {
    let before = state
    state.obey(command)
    switch command {
    case .metadata: pending += Array(state.metadata.utf8)
    case .start where !before.isMeasuring: start()
    case .stop, .reset: stop()
    default: break
    }
    if state.supply != before.supply { connect(state.supply) }
  }

  /// Samples begin at whole hundred-thousandths of a second since power-on.
  private func start() {
    let late = band.emulation.now % PPK2Encoder.period
    window = SampleWindow(period: PPK2Encoder.period, delay: late == 0 ? 0 : PPK2Encoder.period - late)
    encoder = PPK2Encoder()
    measuring = probe.attach { [unowned self] current, levels, time in flowed(current, levels, time) }
  }

  private func stop() {
    measuring.map(probe.detach)
    measuring = nil
    window = nil
    state.isMeasuring = false
    // Samples that did not leave the instrument in time; the client's next question is not answered with them.
    pending = []
    sent = 0
  }

  // MARK: Output

  /// Gives the port what it takes of what was measured up to now. Returns whether something waits that must not be lost.
  package func giveOutput(isLossless: Bool) -> Bool {
    self.isLossless = isLossless
    if measuring != nil { probe.advance(to: band.emulation.now) }
    defer { nextOutput = measuring == nil && backlog == 0 ? nil : band.emulation.now + Self.outputInterval }
    while backlog > 0 {
      let taken = port.send(Array(pending[sent..<min(sent + PPK2.portion, pending.count)]))
      sent += taken
      if taken == 0 { break }
    }
    if sent == pending.count {
      pending.removeAll(keepingCapacity: true)
      sent = 0
    } else if sent > PPK2.backlogLimit {
      pending.removeFirst(sent)
      sent = 0
    }
    return isLossless && backlog > 0
  }
}
