import Foundation
import Machine
import Testing

@testable import NRF51

/// Two radios and more on one air: bare register programs, and their machines run together.
struct AirTests {
  private let air = Air()
  private let sender: RadioStation
  private let receiver: RadioStation
  private let loop: AirLoop
  private static let packet: UInt32 = 0x2000_0100
  private static let pdu: [UInt8] = [0x42, 9, 0, 0xC0, 1, 2, 3, 4, 5, 6, 7, 8]

  init() {
    sender = RadioStation(air)
    receiver = RadioStation(air)
    loop = AirLoop([sender.machine, receiver.machine], on: air)
    for station in [sender, receiver] { station.configure(packet: Self.packet) }
    sender.poke(Self.pdu, at: Self.packet)
    sender[0x200] = 3
    receiver[0x200] = 3
  }

  /// The receiver is ready at 138 us, the sender at 140; its first bit is on the air at 141 and heard 3 us later.
  @Test func anAdvertisementArrives() {
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.names == ["READY", "ADDRESS", "PAYLOAD", "END", "DISABLED"])
    let start = 144.0
    #expect(
      receiver.log.map(\.time) == [us(138), us(start + 40), us(start + 128), us(start + 152), us(start + 152)])
    #expect(receiver.bytes(Self.packet, 12) == Self.pdu)
    #expect(receiver[0x400] == 1)
    #expect(receiver[0x408] == 0)
    #expect(sender.times("END") == [us(292)])
  }

  @Test func packetsAreLogged() {
    var packets: [RadioPacket] = []
    let watches = [sender, receiver].map { $0.radio.watchPackets { packets.append($0) } }
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    for watch in watches { watch.end() }
    #expect(packets.map(\.isSent) == [true, false])
    #expect(packets.map(\.power) == [0, -50])
    var beginning: [UInt8] = [0xD6, 0xBE, 0x89, 0x8E, 0x42, 9]
    beginning += Self.pdu[3...]
    for packet in packets {
      #expect(packet.start == us(141))
      #expect(packet.bluetoothChannel == 0)
      #expect(packet.isIntact)
      #expect(Array(packet.bytes.prefix(15)) == beginning)
      #expect(packet.bytes.count == 18)
    }
    #expect(packets[0].bytes == packets[1].bytes)
  }

  @Test func oneByteAtATimeReachesMemory() {
    receiver[0x200] = 3 | 1 << 6
    receiver[0x560] = 16 + 24
    sender[0x000] = 1
    receiver[0x004] = 1
    var seen: [UInt8] = []
    receiver.onEvent = { [unowned receiver] name, _ in
      if name == "BCMATCH" { seen = receiver.bytes(Self.packet, 12) }
    }
    loop.run(until: us(1_000))
    #expect(receiver.times("BCMATCH") == [us(224)])
    #expect(seen == [0x42, 9, 0, 0xC0, 1, 2, 0, 0, 0, 0, 0, 0])
  }

  /// As Mynewt's controller looks at the first byte of a header.
  @Test func theFirstByteOfTheHeaderIsThereBeforeTheOthers() {
    receiver[0x200] = 3 | 1 << 6
    receiver[0x560] = 8
    sender[0x000] = 1
    receiver[0x004] = 1
    var seen: [UInt8] = []
    receiver.onEvent = { [unowned receiver] name, _ in
      if name == "BCMATCH" { seen = receiver.bytes(Self.packet, 3) }
    }
    loop.run(until: us(1_000))
    #expect(receiver.times("BCMATCH") == [us(192)])
    #expect(seen == [0x42, 0, 0])
  }

  /// What is sent is read 11 us before the end of the address.
  @Test(arguments: [(168.9, UInt8(0x77)), (169.1, 3)])
  func theRestIsReadLate(_ time: Double, _ byte: UInt8) {
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(time))
    sender.poke([0x77], at: Self.packet + 6)
    loop.run(until: us(1_000))
    #expect(receiver.bytes(Self.packet, 12)[6] == byte)
    #expect(receiver[0x400] == 1)
  }

  @Test(arguments: [(UInt32(0x508), UInt32(26)), (0x510, 0), (0x524, 0x8F), (0x51C, 0x89BE_D700), (0x530, 2)])
  func anotherFrequencyModeOrAddressHearsNothing(_ offset: UInt32, _ value: UInt32) {
    receiver[offset] = value
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.names == ["READY"])
    #expect(receiver[0x550] == 3)
  }

  @Test(arguments: [(UInt32(0x53C), UInt32(0x55_5554)), (0x554, 38), (0x538, 0x65D), (0x534, 3)])
  func anotherCheckOrWhiteningFails(_ offset: UInt32, _ value: UInt32) {
    receiver[offset] = value
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(4_000))
    #expect(receiver.times("ADDRESS") == [us(184)])
    #expect(receiver[0x400] == 0)
  }

  @Test func whoComesLateHearsNothing() {
    sender[0x000] = 1
    loop.run(until: us(4))
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.names == ["READY"])
  }

  @Test func whoIsReadyInTheTickOfTheFirstBitHearsIt() {
    sender[0x000] = 1
    loop.run(until: us(3))
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.names.contains("END"))
  }

  /// Both keep the 150 us by END_DISABLE, DISABLED_RXEN or DISABLED_TXEN, and TIFS.
  @Test func aRequestIsAnswered150MicrosecondsLater() {
    sender[0x200] = 1 | 2 | 8
    receiver[0x200] = 1 | 2 | 4
    receiver[0x544] = 150
    sender[0x000] = 1
    receiver[0x004] = 1
    receiver.onEvent = { [unowned receiver] name, _ in
      guard name == "END", receiver[0x200] & 4 != 0 else { return }
      receiver.poke([0x44, 2, 0, 0xAA, 0xBB], at: 0x2000_0200)
      receiver[0x504] = 0x2000_0200
      receiver[0x200] = 3
    }
    sender.onEvent = { [unowned sender] name, _ in
      guard name == "DISABLED" else { return }
      sender[0x504] = 0x2000_0300
      sender[0x200] = 3
    }
    var starts: [(Tick, Tick)] = []
    let log = air.watch { starts.append(($0.start, $0.end)) }
    loop.run(until: us(2_000))
    log.end()
    #expect(starts.count == 2)
    #expect(starts.map(\.0) == [us(141), us(443)])
    #expect(sender.bytes(0x2000_0300, 5) == [0x44, 2, 0, 0xAA, 0xBB])
    #expect(sender.times("END") == [us(292), us(542)])
    #expect(sender[0x400] == 1)
  }

  @Test func logicalAddressesAndTheirPrefixes() {
    sender[0x520] = 0x1234_5678
    sender[0x528] = 0x00_7E00
    sender[0x52C] = 5
    receiver[0x520] = 0x1234_5678
    receiver[0x528] = 0x00_7E00
    receiver[0x530] = 0x21
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver[0x408] == 5)
    #expect(receiver[0x400] == 1)
  }

  @Test(arguments: [(UInt32(0x0404), "DEVMATCH", UInt32(2)), (0x0001, "DEVMISS", 0)])
  func devicesAreMatched(_ configuration: UInt32, _ event: String, _ index: UInt32) {
    receiver[0x608] = 0x0302_01C0
    receiver[0x628] = 0x0504
    receiver[0x640] = configuration
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.times(event) == [us(248)])
    #expect(receiver[0x410] == index)
  }

  @Test func signalStrengthIsMeasured() {
    receiver[0x200] = 3 | 1 << 4
    sender[0x50C] = 4
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.times("RSSIEND") == [us(184) + 13_516])
    #expect(receiver[0x548] == 46)
  }

  @Test func theLengthIsCutAtTheReceiversMaximum() {
    receiver[0x518] = 0x0203_0004
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(1_000))
    #expect(receiver.times("PAYLOAD") == [us(232)])
    #expect(receiver[0x400] == 0)
    #expect(receiver.bytes(Self.packet, 8) == [0x42, 9, 0, 0xC0, 1, 2, 3, 0])
  }

  @Test func givingUpLeavesNoise() {
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(200))
    sender[0x010] = 1
    loop.run(until: us(1_000))
    #expect(sender.names == ["READY", "ADDRESS", "DISABLED"])
    #expect(receiver.names.contains("END"))
    #expect(receiver[0x400] == 0)
  }

  @Test(arguments: [(UInt32(4), UInt32(0xF4), true), (0, 0xFC, false), (0, 0, false)])
  func theStrongerOfTwoIsHeardIfItIsStrongEnough(_ first: UInt32, _ second: UInt32, _ isHeard: Bool) {
    let third = RadioStation(air)
    third.configure(packet: Self.packet)
    third.poke(Self.pdu, at: Self.packet)
    let loop = AirLoop([sender.machine, receiver.machine, third.machine], on: air)
    sender[0x50C] = first
    third[0x50C] = second
    third[0x200] = 3
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(30))
    third[0x000] = 1
    loop.run(until: us(2_000))
    #expect(receiver.times("ADDRESS") == [us(184)])
    #expect(receiver[0x400] == (isHeard ? 1 : 0))
  }

  @Test func chanceTakesPackets() {
    air.loss = 0.5
    var heard = 0
    for round in 0..<40 {
      receiver[0x004] = 1
      sender[0x000] = 1
      let before = receiver.times("END").count
      loop.run(until: us(Double(round + 1) * 1_000))
      heard += receiver.times("END").count - before
      receiver[0x010] = 1
    }
    #expect((10...30).contains(heard))
  }

  @Test func oneMachineIsNeverFurtherAheadThanTheAirAllows() {
    sender[0x000] = 1
    receiver[0x004] = 1
    var greatest: Tick = 0
    sender.onEvent = { [unowned sender, unowned receiver] _, _ in
      greatest = max(greatest, sender.bench.now &- min(sender.bench.now, receiver.bench.now))
    }
    loop.run(until: us(1_000))
    #expect(loop.now == us(1_000))
    // Asleep until they have something to do, they may be; what they hear is exact all the same.
    #expect(greatest <= us(1_000))
    #expect(receiver.times("END") == [us(296)])
  }

  /// The receiver's machine alone, in the middle of a packet.
  @Test func aCheckpointInTheMiddleOfAPacketRestoresEqual() throws {
    sender[0x000] = 1
    receiver[0x004] = 1
    loop.run(until: us(230))
    let other = RadioStation(Air())
    try other.bench.restore(from: receiver.bench)
    let checkpoint = receiver.bench.emulation.checkpoint()
    receiver.run(until: us(1_000))
    let log = receiver.log.map { "\($0.name) \($0.time)" }
    other.run(until: us(1_000))
    #expect(other.log.map { "\($0.name) \($0.time)" } == Array(log.suffix(3)))
    #expect(other.bytes(Self.packet, 12) == Self.pdu)
    #expect(other[0x400] == 1)
    receiver.poke(Array(repeating: 0, count: 12), at: Self.packet)
    receiver.bench.emulation.restore(checkpoint)
    receiver.run(until: us(1_000))
    let received = receiver.log.map { "\($0.name) \($0.time)" }
    #expect(received == log + Array(log.suffix(3)))
    #expect(receiver.bytes(Self.packet, 12) == Self.pdu)
  }
}
