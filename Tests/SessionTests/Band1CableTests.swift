import Foundation
import Link
import Machine
import SMP
import Testing

@testable import Session

/// The firmware of `band1` hears its cable on the pad that is the input of its flash and accelerometer too.
@Suite struct Band1CableTests {
  private static let format = SerialFormat(baud: 115_200)
  /// In milliseconds: about as long as the samples take, and as a host may.
  private static let pauses: [UInt64] = [0, 1, 2, 3, 4, 5, 6, 8, 12, 70, 150, 230, 290]

  /// A band with its cable attached, and what it says.
  private final class Conversation {
    let session: Session
    private var heard: [UInt8] = []
    private var listening: Subscription?

    init() throws {
      var options = RunOptions(imagePath: Repository.root + "/firmware-images/band1/band1.elf")
      options.board = "band1"
      session = try Session.alone(options)
      session.band.chip.run(until: .seconds(UInt64(1)))
      session.band.cable.isAttached = true
      listening = session.band.cable.bandToHost.watchSent { [unowned self] in heard.append($0) }
    }

    func run(_ time: Tick) { session.band.chip.run(until: session.emulation.now + time) }

    /// Sends a request with a pause before its character `place`, and waits for its answer; whether one came.
    func ask(_ frame: [UInt8], pause: Tick = 0, before place: Int = 0) -> Bool {
      for (index, byte) in frame.enumerated() {
        if index == place { run(pause) }
        let end = session.band.cable.hostToBand.send(byte, format: Band1CableTests.format)
        if let end { session.band.chip.run(until: end + 1) }
      }
      heard = []
      let end = session.emulation.now + .milliseconds(UInt64(900))
      while heard.last != 0x0A && session.emulation.now < end { run(.milliseconds(UInt64(1))) }
      return heard.last == 0x0A
    }
  }

  /// A request without values.
  private static func request(_ operation: UInt8, group: UInt8, command: UInt8) -> [UInt8] {
    ConsoleEncoder.frames([operation, 0, 0, 1, 0, group, 7, command, 0xA0])
  }

  /// Begun at any moment before samples are due: a request that is answered at once or keeps the flash busy for longer than a
  /// host is waited for, and behind it, as late as a host may be, another one with a pause in it.
  @Test(arguments: [
    (request(0, group: 0, command: 6), 620), (request(2, group: 1, command: 5), 1_000),
  ])
  private func whoIsInAConversationIsHeard(_ first: [UInt8], _ milliseconds: Int) throws {
    let conversation = try Conversation()
    let emulation = conversation.session.emulation
    let areSamplesDue = try #require(emulation.lines.first { $0.name == "P1_2" })
    func run(until isDue: Bool) {
      while areSamplesDue.level != isDue { conversation.run(.microseconds(UInt64(100))) }
    }
    run(until: true)
    run(until: false)
    let start = emulation.checkpoint()
    run(until: true)
    let due = emulation.now
    emulation.restore(start)
    let second = Self.request(0, group: 0, command: 6)
    var place = 0
    for before in stride(from: milliseconds, to: 0, by: -7) {
      conversation.run(due - .milliseconds(UInt64(before)) - emulation.now)
      let here = emulation.checkpoint()
      place += 1
      let (wait, pause) = (Self.pauses[place % Self.pauses.count], Self.pauses[place * 5 / 13 % Self.pauses.count])
      let how = "\(before) ms before, \(wait) ms after its answer, pause of \(pause) ms"
      #expect(conversation.ask(first), "the first, \(how)")
      conversation.run(.milliseconds(wait))
      #expect(conversation.ask(second, pause: .milliseconds(pause), before: place % second.count), "the second, \(how)")
      emulation.restore(here)
    }
  }
}
