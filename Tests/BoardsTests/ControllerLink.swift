import Boards
import Machine
import Testing

/// Two controllers, `near` and `far`, with a host on each: `near` connects to `far`, which advertises.
final class ControllerLink {
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

  /// Runs until something is so, for so long at most.
  func wait(_ what: String, seconds: UInt64 = 5, for condition: () -> Bool) -> Bool {
    let end = air.now + .seconds(seconds)
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

  /// Connects, until a request is heard: intervals of 1.25 ms, lost after as many of 10 ms.
  func connect(interval: UInt16 = 6, timeout: UInt16 = 72) {
    near.forget()
    far.forget()
    far.command(0x200A, [1])
    while true {
      near.command(0x200D, [0x10, 0, 0x10, 0, 0, 1] + Self.address(0xF6) + [1] + Self.times(interval, timeout))
      guard wait("connecting", for: { near.handle != nil }) else { return }
      _ = wait("connected", for: { near.handle == nil || far.handle != nil })
      if near.handle != nil, far.handle != nil { return }
      #expect(near.events.last?.data == [0, 0, 0, 0x3E])
    }
  }

  private static func times(_ interval: UInt16, _ timeout: UInt16) -> [UInt8] {
    [interval, interval, 0, timeout, 0, 0].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  func encrypt(_ key: [UInt8]) { near.commandOnLink(0x2019, Array(repeating: 0, count: 10) + key) }

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

extension ControllerHost {
  fileprivate var summary: String {
    "handle \(handle.map(String.init) ?? "none"), room \(room), received \(received.count), refusals \(refusals), "
      + "events \(events.map { "\(String($0.code, radix: 16)) \($0.data)" })"
  }
}
