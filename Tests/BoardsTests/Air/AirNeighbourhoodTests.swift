import Foundation
import Machine
import Testing

@testable import Boards

/// Bands of several threads on one air, each as a process has it, beside the same bands in one process.
struct AirNeighbourhoodTests {
  private static let end: Tick = .milliseconds(2_600)
  /// The address of the tracker of seed 2, the lowest byte first.
  private static func address(_ seed: UInt64) throws -> [UInt8] {
    let board = try TrackerRun("ble-tracker", seed: seed).board
    var bytes = (0..<6).map { UInt8(truncatingIfNeeded: board.chip.bus.read(0x1000_00A4 + $0, width: 1)) }
    bytes[5] |= 0xC0
    return bytes
  }

  /// A host: it resets the controller, connects to `address` every 15 ms, and reads the name.
  private static func host(_ run: SharedRun, _ address: [UInt8], piece: Tick) {
    run.attachCable()
    run.send([1, 0x03, 0x0C, 0], at: .milliseconds(400), piece: piece)
    run.send([1, 0x01, 0x0C, 8] + Array(repeating: 0xFF, count: 8), at: .milliseconds(430), piece: piece)
    let connect: [UInt8] = [0x10, 0, 0x10, 0, 0, 1] + address + [1, 12, 0, 12, 0, 0, 0, 72, 0, 0, 0, 0, 0]
    run.send([1, 0x0D, 0x20, UInt8(connect.count)] + connect, at: .milliseconds(460), piece: piece)
    run.send([2, 0, 0, 7, 0, 3, 0, 4, 0, 0x0A, 3, 0], at: .milliseconds(2_100), piece: piece)
    run.run(until: end, piece: piece)
  }

  private static func pair(_ piece: Tick, _ other: Tick) throws -> [SharedProcess.Outcome] {
    let address = try address(2)
    let room = Room()
    // The tracker comes first or second, by chance.
    let tracker = SharedProcess("ble-tracker", seed: 2, room: room, count: 2) { $0.run(until: end, piece: other) }
    let controller = SharedProcess("hci-nrf51", seed: 1, room: room, count: 2) { host($0, address, piece: piece) }
    return try [controller, tracker].map { try #require($0.join(), "\(room.notes)") }
  }

  private static func starts(_ outcome: SharedProcess.Outcome) -> [String] {
    outcome.packets.map { "\($0.isSent) \($0.start) \($0.bytes) \($0.isIntact) \($0.power)" }
  }

  /// Every packet is sent and heard at the tick at which it is in one process.
  @Test func twoProcessesAreAsOne() throws {
    let address = try Self.address(2)
    let one = try SharedRun(["hci-nrf51", "ble-tracker"], seeds: [1, 2])
    Self.host(one, address, piece: .seconds(1))
    let whole = try [0, 1].map { try one.outcome($0) }
    #expect(whole[0].said.suffix(15) == Array("Bandbox tracker".utf8)[...])
    #expect(whole[1].packets.filter { !$0.isSent }.count > 40)
    let parts = try Self.pair(.seconds(1), .seconds(1))
    for (whole, part) in zip(whole, parts) {
      #expect(Self.starts(part) == Self.starts(whole))
      #expect(part.said == whole.said)
    }
  }

  /// However the runs are cut, and whoever is first.
  @Test func aRunTogetherRepeats() throws {
    let first = try Self.pair(.seconds(1), .seconds(1))
    for (piece, other) in [(Tick.microseconds(1_370), Tick.milliseconds(64)), (.milliseconds(3), .microseconds(777))] {
      let next = try Self.pair(piece, other)
      for (a, b) in zip(first, next) {
        #expect(Self.starts(a) == Self.starts(b))
        #expect(a.said == b.said)
        #expect(a.end == b.end && a.state == b.state)
      }
    }
  }

  @Test func threeProcessesAreAsOne() throws {
    let address = try Self.address(2)
    let one = try SharedRun(["hci-nrf51", "ble-tracker", "ble-tracker"], seeds: [1, 2, 3])
    Self.host(one, address, piece: .seconds(1))
    let room = Room()
    let trackers = ([3, 2] as [UInt64]).map { seed in
      SharedProcess("ble-tracker", seed: seed, room: room, count: 3) {
        $0.run(until: Self.end, piece: .milliseconds(50))
      }
    }
    let controller = SharedProcess("hci-nrf51", seed: 1, room: room, count: 3) {
      Self.host($0, address, piece: .milliseconds(20))
    }
    for (index, process) in [controller, trackers[1], trackers[0]].enumerated() {
      let part = try #require(process.join(), "\(room.notes)")
      #expect(Self.starts(part) == Self.starts(try one.outcome(index)))
    }
  }

  /// The air's present is the newcomer's zero; who was there goes on as it would have alone.
  @Test func whoComesLaterHearsTheOthers() throws {
    let room = Room()
    let begun = DispatchSemaphore(value: 0)
    let tracker = SharedProcess("ble-tracker", seed: 2, room: room) { run in
      run.run(until: .milliseconds(700), piece: .milliseconds(10))
      begun.signal()
      run.waitForWelcome()
      run.run(until: .seconds(UInt64(4)), piece: .milliseconds(10))
    }
    begun.wait()
    let controller = SharedProcess("hci-nrf51", seed: 1, room: room) { run in
      run.attachCable()
      run.send([1, 0x03, 0x0C, 0], at: .milliseconds(400))
      // Passive scanning all the time.
      run.send([1, 0x0B, 0x20, 7, 0, 0x10, 0, 0x10, 0, 0, 0], at: .milliseconds(430))
      run.send([1, 0x0C, 0x20, 2, 1, 0], at: .milliseconds(460))
      run.run(until: .seconds(UInt64(2)))
    }
    let (alone, heard) = (try #require(tracker.join()), try #require(controller.join(), "\(room.notes)"))
    let reference = try SharedRun(["ble-tracker"], seeds: [2])
    reference.run(until: .seconds(UInt64(4)))
    #expect(Self.starts(alone) == Self.starts(try reference.outcome(0)))
    let received = heard.packets.filter { !$0.isSent && $0.isIntact }
    #expect(received.count >= 1)
    // All are the tracker's, by one and the same difference of the clocks.
    let sent = Set(alone.packets.map(\.start))
    let zeros = sent.compactMap { start in received.first.flatMap { start > $0.start ? start - $0.start : nil } }
      .filter { zero in received.allSatisfy { sent.contains($0.start + zero) } }
    #expect(zeros.count == 1)
    #expect(zeros.allSatisfy { $0 >= .milliseconds(700) })
  }

  /// Who is killed in the middle of whatever it does is gone; the others go on.
  @Test func whoIsGoneIsNotWaitedFor() throws {
    let address = try Self.address(2)
    let room = Room()
    let tracker = SharedProcess("ble-tracker", seed: 2, room: room, count: 2, leaves: false) {
      $0.run(until: .milliseconds(1_800), piece: .milliseconds(50))
    }
    let controller = SharedProcess("hci-nrf51", seed: 1, room: room, count: 2) {
      Self.host($0, address, piece: .milliseconds(20))
    }
    _ = tracker.join()
    let outcome = try #require(controller.join(), "\(room.notes)")
    #expect(outcome.end >= Self.end)
    #expect(room.notes.contains { $0.hasSuffix(" is gone") })
    // Disconnection Complete: connection timeout.
    #expect(outcome.said.suffix(4) == [0, 0, 0, 8])
  }

  /// What is no message, or comes out of turn, is said, and holds nobody up.
  @Test func whoSendsNonsenseIsLeftOut() throws {
    let greeting = AirMessage.greeting(AirGreeting(process: 99, seed: 5, count: 1)).bytes
    let cases: [([UInt8], String)] = [
      ([1, 0, 200], "a process sent a message of kind 200; expected 0 ... 8; it is left out"),
      (AirMessage.want(1).bytes, "a process sent a message out of turn; expected a greeting; it is left out"),
      (greeting + greeting, "process 99 sent a message out of turn; expected another; it is left out"),
      (
        greeting + AirMessage.begin(slot: 0, time: 0).bytes,
        "process 99 sent place 0; expected one that nobody has; it is left out"
      ),
      (
        greeting + AirMessage.begin(slot: 1, time: 0).bytes + AirMessage.promise(time: 5, heard: 9).bytes,
        "process 99 sent transmission 9 heard; expected at most 0; it is left out"
      ),
    ]
    let room = Room()
    let begun = DispatchSemaphore(value: 0)
    let tracker = SharedProcess("ble-tracker", seed: 2, room: room) { run in
      run.run(until: .milliseconds(700), piece: .milliseconds(10))
      for _ in cases {
        begun.signal()
        run.waitForOthers()
        // Until it is left out, time stands still.
        while !run.isAlone { run.air.serve(opens: false) }
      }
      run.run(until: .seconds(UInt64(2)))
    }
    for (bytes, _) in cases {
      begun.wait()
      let odd = RoomMeeting(room)
      for channel in odd.enter() { channel.send(bytes) }
      odd.open()
      odd.close()
    }
    #expect(try #require(tracker.join(), "\(room.notes)").end >= .seconds(UInt64(2)))
    #expect(room.notes == cases.map(\.1))
  }

  @Test func anotherVersionIsRefused() throws {
    let room = Room()
    nonisolated(unsafe) let old = RoomMeeting(room)
    _ = old.enter()
    old.open()
    let answering = Thread {
      _ = old.wait(on: [], for: nil)
      old.accept()?.send(AirMessage.greeting(AirGreeting(version: 7, process: 99, seed: 0, count: 1)).bytes)
    }
    answering.start()
    let neighbourhood = AirNeighbourhood(RoomMeeting(room), seed: 1)
    #expect {
      try neighbourhood.join(at: 0)
    } throws: { error in
      "\(error)" == "--air: process 99 sent version 7 of the shared air; expected version 1, as the same bandbox has"
    }
  }
}
