import Foundation
import Machine
import NRF51
import Synchronization

@testable import Boards

/// A board with a firmware image on a thread of its own, on an air with others, as a process has it.
final class SharedProcess: Sendable {
  /// What came of it.
  struct Outcome: Sendable {
    var packets: [AirPacket] = []
    var said: [UInt8] = []
    var state = Data()
    var end: Tick = 0
  }

  private let outcome = Mutex<Outcome?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  /// Starts it. `script` runs it: it is given the time to run to, and bytes for the cable.
  init(
    _ image: String, seed: UInt64, room: Room, count: Int = 1, leaves: Bool = true,
    script: @escaping @Sendable (SharedRun) -> Void
  ) {
    let thread = Thread { [self] in
      do {
        let meeting = RoomMeeting(room)
        let neighbourhood = AirNeighbourhood(meeting, seed: seed, count: count)
        try neighbourhood.join(at: 0)
        let run = try SharedRun([image], seeds: [seed], neighbourhood: neighbourhood)
        script(run)
        if leaves {
          run.air.leave()
        } else {
          for case let channel as RoomChannel in neighbourhood.channels { channel.close() }
        }
        let result = try run.outcome(0)
        outcome.withLock { $0 = result }
      } catch { room.note("\(error)") }
      finished.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// What came of it, when it has ended.
  func join() -> Outcome? {
    finished.wait()
    finished.signal()
    return outcome.withLock { $0 }
  }
}

/// Boards on one air, and what their radios did.
final class SharedRun {
  let air: SharedAir
  private let neighbourhood: AirNeighbourhood?
  private let runs: [TrackerRun]
  private var packets: [[AirPacket]]
  private var watches: [Subscription?] = []

  init(_ images: [String], seeds: [UInt64], neighbourhood: AirNeighbourhood? = nil) throws {
    runs = try zip(images, seeds).map { try TrackerRun($0, seed: $1) }
    air = SharedAir(runs.map(\.board), loss: 0, seed: 1, neighbourhood: neighbourhood)
    self.neighbourhood = neighbourhood
    packets = runs.map { _ in [] }
    watches = runs.enumerated().map { index, run in
      run.board.watchPackets { [unowned self] in packets[index].append($0) }
    }
  }

  /// Bytes over the cable of the first board, a byte every 100 us from `time` on; runs to the end of that.
  func send(_ bytes: [UInt8], at time: Tick, piece: Tick = .seconds(1)) {
    for (index, byte) in bytes.enumerated() {
      run(until: time + Tick(index) * .microseconds(100), piece: piece)
      runs[0].board.cable.hostToBand.send(byte, format: SerialFormat(baud: 115_200))
    }
  }

  /// Stands still until another process has come, whether or not it has said anything.
  func waitForOthers() { while isAlone { air.serve(opens: true) } }

  /// Stands still until another process has been welcomed. Before that it holds nobody up.
  func waitForWelcome() {
    while neighbourhood?.peers.contains(where: { $0.stage != .unknown }) != true { air.serve(opens: true) }
  }

  /// Whether no other process is there.
  var isAlone: Bool { neighbourhood?.channels.isEmpty != false }

  func attachCable() { runs[0].board.cable.isAttached = true }

  func run(until end: Tick, piece: Tick = .seconds(1)) {
    var next = air.now
    while next < end {
      next = min(next + piece, end)
      air.run(until: next)
    }
  }

  func outcome(_ index: Int) throws -> SharedProcess.Outcome {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return SharedProcess.Outcome(
      packets: packets[index], said: runs[index].sent, state: try encoder.encode(runs[index].emulation.snapshot),
      end: runs[index].emulation.now)
  }
}
