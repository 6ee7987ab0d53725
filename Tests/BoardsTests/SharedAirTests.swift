import Boards
import Foundation
import Machine
import Testing

/// A controller with HCI and a tracker that is found, with nobody else on their air.
struct SharedAirTests {
  /// Both, and a host that speaks HCI at fixed times; what runs between them is cut into pieces of `piece`.
  private final class Pair {
    let controller: TrackerRun
    let tracker: TrackerRun
    let air: SharedAir
    private let piece: Tick
    private(set) var packets: [AirPacket] = []
    private var watching: Subscription?

    init(loss: Double = 0, piece: Tick) throws {
      controller = try TrackerRun("hci-nrf51", seed: 1)
      tracker = try TrackerRun("ble-tracker", seed: 2)
      air = SharedAir([controller.board, tracker.board], loss: loss, seed: 1)
      self.piece = piece
      watching = tracker.board.watchPackets { [unowned self] in packets.append($0) }
    }

    func run(milliseconds: UInt64) { run(until: air.now + .milliseconds(milliseconds)) }

    private func run(until end: Tick) {
      var next = air.now
      while next < end {
        next = min(next + piece, end)
        air.run(until: next)
      }
    }

    /// Sends a command and returns what came within 30 ms.
    func command(_ code: UInt16, _ parameters: [UInt8] = []) -> [UInt8] {
      _ = controller.take()
      send([1, UInt8(code & 0xFF), UInt8(code >> 8), UInt8(parameters.count)] + parameters)
      run(milliseconds: 30)
      return controller.take()
    }

    /// Bytes at the line's rate.
    func send(_ bytes: [UInt8]) {
      for byte in bytes {
        controller.board.cable.hostToBand.send(byte, format: SerialFormat(baud: 115_200))
        air.run(until: air.now + .microseconds(100))
      }
    }

    /// The tracker's own address, from FICR, the lowest byte first.
    var address: [UInt8] {
      var bytes = (0..<6).map { UInt8(truncatingIfNeeded: tracker.board.chip.bus.read(0x1000_00A4 + $0, width: 1)) }
      bytes[5] |= 0xC0
      return bytes
    }

    /// Connects: a scan all the time, connections every 15 ms, lost after 720 ms.
    func connect() {
      controller.board.cable.isAttached = true
      run(milliseconds: 400)
      _ = command(0x0C03)
      _ = command(0x0C01, Array(repeating: 0xFF, count: 8))
      _ = command(
        0x200D, [0x10, 0, 0x10, 0, 0, 1] + address + [1, 12, 0, 12, 0, 0, 0, 72, 0, 0, 0, 0, 0])
      run(milliseconds: 1_600)
    }

    func states() throws -> [Data] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try [controller, tracker].map { try encoder.encode($0.emulation.snapshot) }
    }
  }

  @Test func aControllerAnswers() throws {
    let pair = try Pair(piece: .seconds(1))
    pair.controller.board.cable.isAttached = true
    pair.run(milliseconds: 400)
    #expect(pair.command(0x0C03) == [4, 0x0E, 4, 1, 0x03, 0x0C, 0])
    #expect(pair.command(0x2002) == [4, 0x0E, 7, 1, 0x02, 0x20, 0, 27, 0, 8])
    #expect(pair.command(0x1001) == [4, 0x0E, 12, 1, 0x01, 0x10, 0, 7, 1, 0, 7, 0xFF, 0xFF, 1, 0])
    // What there is not, and what is too short.
    #expect(pair.command(0x0C77) == [4, 0x0E, 4, 1, 0x77, 0x0C, 1])
    #expect(pair.command(0x2006, [1]) == [4, 0x0E, 4, 1, 0x06, 0x20, 0x12])
    // FIPS 197, appendix B; HCI has the lowest byte first.
    let key: [UInt8] = [0x2B, 0x7E, 0x15, 0x16, 0x28, 0xAE, 0xD2, 0xA6, 0xAB, 0xF7, 0x15, 0x88, 0x09, 0xCF, 0x4F, 0x3C]
    let text: [UInt8] = [
      0x32, 0x43, 0xF6, 0xA8, 0x88, 0x5A, 0x30, 0x8D, 0x31, 0x31, 0x98, 0xA2, 0xE0, 0x37, 0x07, 0x34,
    ]
    let cipher: [UInt8] = [
      0x39, 0x25, 0x84, 0x1D, 0x02, 0xDC, 0x09, 0xFB, 0xDC, 0x11, 0x85, 0x97, 0x19, 0x6A, 0x0B, 0x32,
    ]
    #expect(pair.command(0x2017, key.reversed() + text.reversed()).dropFirst(7) == cipher.reversed()[...])
  }

  @Test func aTrackerIsConnectedAndAnswers() throws {
    let pair = try Pair(piece: .seconds(1))
    pair.connect()
    // LE Connection Complete: central, the tracker's address, 15 ms.
    let complete: [UInt8] =
      [4, 0x3E, 19, 1, 0, 0, 0, 0, 1] + pair.address + [12, 0, 0, 0, 72, 0, 0]
    #expect(pair.controller.take() == complete)
    // ATT: read handle 3, the device's name.
    pair.send([2, 0, 0, 7, 0, 3, 0, 4, 0, 0x0A, 3, 0])
    pair.run(milliseconds: 60)
    let answer: [UInt8] = [2, 0, 0x20, 20, 0, 16, 0, 4, 0, 0x0B] + Array("Bandbox tracker".utf8)
    #expect(pair.controller.take() == [4, 0x13, 5, 1, 0, 0, 1, 0] + answer)
    // Anchors are 15 ms apart, by two crystals that are exact; the tracker answers each 150 us after its end.
    let data = pair.packets.filter { $0.bytes[0] != 0xD6 || $0.bytes[1] != 0xBE }
    let starts = data.filter { !$0.isSent }.map(\.start)
    #expect(starts.count > 20)
    let distances = zip(starts, starts.dropFirst()).map { Double($1 - $0) / Double(Tick.milliseconds(15)) }
    // Up to a tick of 32,768 Hz, in which the radio is started.
    #expect(distances.allSatisfy { abs($0 - $0.rounded()) < 0.003 && $0 > 0.99 })
    for (asked, answered) in zip(data, data.dropFirst()) where !asked.isSent && answered.isSent {
      let end = asked.start + .microseconds(UInt64(8 * (asked.bytes.count + 1)))
      #expect(answered.start - end == .microseconds(150))
    }
    #expect(Set(data.compactMap(\.channel)).count > 20)
  }

  /// A run is the same however it is cut, with packets lost too.
  @Test func cutsChangeNothing() throws {
    let (whole, cut) = (try Pair(loss: 0.3, piece: .seconds(10)), try Pair(loss: 0.3, piece: .microseconds(1_370)))
    for pair in [whole, cut] {
      pair.connect()
      pair.send([2, 0, 0, 7, 0, 3, 0, 4, 0, 0x0A, 3, 0])
      pair.run(milliseconds: 500)
    }
    #expect(whole.packets.count == cut.packets.count)
    #expect(whole.packets.map(\.start) == cut.packets.map(\.start))
    #expect(try whole.states() == cut.states())
    #expect(whole.controller.take().suffix(15) == Array("Bandbox tracker".utf8)[...])
  }
}
