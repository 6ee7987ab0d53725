import Boards
import Foundation
import Machine
import Testing

/// Two controllers whose packets are lost by chance, and a host on each: what one sends arrives, once and in order, and what is
/// begun ends.
struct LossyLinkTests {
  private final class Link {
    let near: ControllerHost
    let far: ControllerHost
    let air: SharedAir

    init(loss: Double, seed: UInt64, policy: UInt8 = 0) throws {
      (near, far) = (try ControllerHost(seed: seed), try ControllerHost(seed: seed + 1))
      air = SharedAir([near.band.board, far.band.board], loss: loss, seed: seed)
      air.run(until: .milliseconds(400))
      for (host, last) in [(near, UInt8(0xF5)), (far, 0xF6)] {
        host.key = Array(0..<16)
        host.command(0x0C03)
        host.command(0x0C01, Array(repeating: 0xFF, count: 8))
        host.command(0x2001, Array(repeating: 0xFF, count: 8))
        host.command(0x2005, Self.address(last))
      }
      // Every 20 ms, connectable.
      far.command(0x2006, [0x20, 0, 0x20, 0, 0, 1, 0] + Array(repeating: 0, count: 6) + [7, policy])
      #expect(wait("set up") { near.isDone && far.isDone })
    }

    static func address(_ last: UInt8) -> [UInt8] { [last, 0xF4, 0xF3, 0xF2, 0xF1, 0xF0] }

    /// Runs until something is so, for five seconds at most.
    func wait(_ what: String, for condition: () -> Bool) -> Bool {
      let end = air.now + .seconds(5)
      while !condition() {
        guard air.now < end else {
          Issue.record("\(what): near \(near.summary), far \(far.summary)")
          return false
        }
        near.work()
        far.work()
        air.run(until: air.now + (near.isQuiet && far.isQuiet ? .milliseconds(2) : .microseconds(100)))
      }
      return true
    }

    /// Connects, until a request is heard.
    func connect() {
      near.forget()
      far.forget()
      far.command(0x200A, [1])
      while true {
        near.command(0x200D, [0x10, 0, 0x10, 0, 0, 1] + Self.address(0xF6) + [1, 6, 0, 6, 0, 0, 0, 72, 0, 0, 0, 0, 0])
        guard wait("connecting", for: { near.handle != nil }) else { return }
        _ = wait("connected", for: { near.handle == nil || far.handle != nil })
        if near.handle != nil, far.handle != nil { return }
        #expect(near.events.last?.data == [0, 0, 0, 0x3E])
      }
    }

    /// Sends so many packets in each direction, of bytes that tell them apart.
    private(set) var sent = 0
    func exchange(_ count: Int) {
      for _ in 0..<count {
        for (host, origin) in [(near, UInt8(1)), (far, 2)] { host.send(Self.packet(sent, from: origin)) }
        sent += 1
      }
    }

    static func packet(_ number: Int, from origin: UInt8) -> [UInt8] {
      [origin] + Array(repeating: UInt8(truncatingIfNeeded: number), count: 1 + number % 26)
    }

    func arrive(_ what: String) -> Bool {
      wait(what) { near.isDone && far.isDone && near.received.count >= sent && far.received.count >= sent }
    }
  }

  /// With data in both directions all the time: versions and features, encryption, new times and channels asked for meanwhile and
  /// once more, and the end.
  @Test(arguments: [(0.2, UInt64(1)), (0.2, 15), (0.3, 4), (0.3, 10)])
  func everythingArrivesOnce(_ loss: Double, _ seed: UInt64) throws {
    let link = try Link(loss: loss, seed: seed)
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
    near.commandOnLink(0x2019, Array(repeating: 0, count: 10) + near.key)
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
    for host in [near, far] { host.key = Array(16..<32) }
    near.commandOnLink(0x2019, Array(repeating: 1, count: 10) + near.key)
    link.exchange(10)
    try #require(link.wait("another key") { near.has(0x30) && far.has(0x30) })
    for host in [near, far] { #expect(host.events.first { $0.code == 0x30 }?.data == [0, 0, 0]) }
    link.exchange(10)
    try #require(link.arrive("data with another key"))
    for host in [near, far] {
      #expect(host.received == (0..<link.sent).map { Link.packet($0, from: host === near ? 2 : 1) })
      #expect(host.refusals.isEmpty)
    }
    near.forget()
    far.forget()
    near.commandOnLink(0x0406, [0x13])
    try #require(link.wait("ended") { near.handle == nil && far.handle == nil })
    #expect(far.events.last?.data == [0, 0, 0, 0x13])
  }

  /// A request to connect that the peer makes nothing of, as it takes none from strangers: the host is told of a connection, and
  /// then that it has failed, as has what it has asked for.
  @Test func aRequestThatIsNotHeardFails() throws {
    let link = try Link(loss: 0, seed: 1, policy: 2)
    let (near, far) = (link.near, link.far)
    far.command(0x200A, [1])
    near.command(0x200D, [0x10, 0, 0x10, 0, 0, 1] + Link.address(0xF6) + [1, 80, 0, 80, 0, 0, 0, 72, 0, 0, 0, 0, 0])
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

extension ControllerHost {
  fileprivate var summary: String {
    "handle \(handle.map(String.init) ?? "none"), room \(room), received \(received.count), refusals \(refusals), "
      + "events \(events.map { "\(String($0.code, radix: 16)) \($0.data)" })"
  }
}
