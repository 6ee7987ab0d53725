import Boards
import Foundation
import Machine
import Testing

/// Two controllers whose packets are lost by chance, and a host on each: what one sends arrives, once and in order, and what is
/// begun ends.
struct LossyLinkTests {
  /// With data in both directions all the time: versions and features, encryption, new times and channels asked for meanwhile and
  /// once more, and the end.
  @Test(arguments: [(0.2, UInt64(1)), (0.2, 15), (0.3, 4), (0.3, 10)])
  func everythingArrivesOnce(_ loss: Double, _ seed: UInt64) throws {
    let link = try ControllerLink(loss: loss, seed: seed)
    let (near, far) = (link.near, link.far)
    link.connect()
    for host in [near, far] {
      host.commandOnLink(0x2016)
      host.commandOnLink(0x041D)
    }
    link.exchange(20)
    try #require(link.arrive("data"))
    try #require(
      link.wait("features") { near.has(0x3E04) && far.has(0x3E04) && near.has(0x0C) && far.has(0x0C) })
    link.exchange(20)
    // What does not belong to encryption waits for it, on either side, and so do new times and channels.
    link.encrypt(Array(0..<16))
    near.commandOnLink(0x2013, [9, 0, 9, 0, 0, 0, 72, 0, 0, 0, 0, 0])
    for map: UInt8 in [0xFE, 0x7F] { near.command(0x2014, [map, 0xFF, 0xFF, 0xFF, 0x1F]) }
    try #require(link.wait("encrypted") { near.has(0x08) && far.has(0x08) })
    link.exchange(20)
    try #require(link.arrive("encrypted data"))
    try #require(link.wait("new times, encrypted") { near.has(0x3E03) && far.has(0x3E03) })
    for host in [near, far] { #expect(host.events.first { $0.code == 0x08 }?.data == [0, 0, 0, 1]) }
    link.exchange(20)
    near.forget()
    far.forget()
    near.commandOnLink(0x2013, [12, 0, 12, 0, 2, 0, 72, 0, 0, 0, 0, 0])
    near.command(0x2014, [0xFF, 0, 0, 0, 0])
    try #require(link.wait("new times") { near.has(0x3E03) && far.has(0x3E03) })
    link.exchange(20)
    // Encrypted with another key: Encryption Key Refresh Complete.
    far.key = Array(16..<32)
    link.encrypt(Array(16..<32))
    link.exchange(10)
    try #require(link.wait("another key") { near.has(0x30) && far.has(0x30) })
    for host in [near, far] { #expect(host.events.first { $0.code == 0x30 }?.data == [0, 0, 0]) }
    link.exchange(10)
    try #require(link.arrive("data with another key"))
    for host in [near, far] {
      #expect(host.received == (0..<link.sent).map { ControllerLink.packet($0, from: host === near ? 2 : 1) })
      #expect(host.refusals.isEmpty)
    }
    near.forget()
    far.forget()
    near.commandOnLink(0x0406, [0x13])
    try #require(link.wait("ended") { near.handle == nil && far.handle == nil })
    #expect(far.events.last?.data == [0, 0, 0, 0x13])
  }

  /// Bluetooth Core Specification, volume 6, part B, 5.1.3.1: without a key a link goes on in the clear; one that was encrypted
  /// ends.
  @Test func aMissingKeyIsTold() throws {
    let link = try ControllerLink(loss: 0, seed: 1)
    let (near, far) = (link.near, link.far)
    link.connect()
    far.key = []
    link.encrypt(Array(0..<16))
    try #require(link.wait("refused") { near.has(0x08) })
    #expect(near.events.last?.data == [6, 0, 0, 0])
    link.exchange(1)
    try #require(link.arrive("data in the clear"))
    far.key = Array(0..<16)
    near.forget()
    link.encrypt(Array(0..<16))
    try #require(link.wait("encrypted") { near.has(0x08) && far.has(0x08) })
    far.key = []
    near.forget()
    link.encrypt(Array(0..<16))
    try #require(link.wait("ended") { near.handle == nil && far.handle == nil })
    #expect(near.events.map(\.code) == [0x30, 0x05] && near.events.map(\.data) == [[6, 0, 0], [0, 0, 0, 6]])
    #expect(far.events.last?.data == [0, 0, 0, 0x16])
  }

  /// 5.2: a procedure that the peer does not go on with ends the link after 40 s.
  @Test func aPeerThatDoesNotAnswerIsLeft() throws {
    let link = try ControllerLink(loss: 0, seed: 1)
    let (near, far) = (link.near, link.far)
    link.connect(interval: 1_600, timeout: 3_200)
    far.key = nil
    near.forget()
    near.commandOnLink(0x0406, [0x99])
    link.encrypt(Array(0..<16))
    try #require(link.wait("asked", seconds: 10) { far.has(0x3E05) })
    let begun = link.air.now
    try #require(link.wait("left", seconds: 50) { near.handle == nil })
    let seconds = Double(link.air.now - begun) / Double(Tick.perSecond)
    #expect((38...44).contains(seconds), "\(seconds) s")
    #expect(near.events.map(\.code) == [0x08, 0x05] && near.events.allSatisfy { $0.data.contains(0x22) })
    #expect(near.refusals.map(\.command) == [0x0406] && near.refusals.map(\.status) == [0x12])
    try #require(link.wait("lost", seconds: 40) { far.handle == nil })
    #expect(far.events.last?.data == [0, 0, 0, 0x08])
  }

  /// A request to connect that the peer makes nothing of, as it takes none from strangers: the host is told of a connection, and
  /// then that it has failed, as has what it has asked for.
  @Test func aRequestThatIsNotHeardFails() throws {
    let link = try ControllerLink(loss: 0, seed: 1, policy: 2)
    let (near, far) = (link.near, link.far)
    far.command(0x200A, [1])
    near.command(
      0x200D, [0x10, 0, 0x10, 0, 0, 1] + ControllerLink.address(0xF6) + [1, 80, 0, 80, 0, 0, 0, 72, 0, 0, 0, 0, 0])
    try #require(link.wait("connecting") { near.handle != nil })
    near.commandOnLink(0x2016)
    near.commandOnLink(0x041D)
    near.commandOnLink(0x2013, [9, 0, 9, 0, 0, 0, 72, 0, 0, 0, 0, 0])
    try #require(link.wait("failed") { near.handle == nil })
    #expect(far.events.isEmpty && near.refusals.isEmpty)
    #expect(near.events.map(\.code) == [0x3E01, 0x0C, 0x3E04, 0x3E03, 0x05])
    #expect(near.events.dropFirst().dropLast().allSatisfy { $0.data.starts(with: [0x3E, 0, 0]) })
    #expect(near.events.last?.data == [0, 0, 0, 0x3E])
  }
}
