import Glibc
import Link
import Machine
import Testing
@testable import Session

/// Clients of a pty in this process, the cable's bridge behind it, and virtual time that stands still unless asked.
@Suite struct PortClosingTests {
  private final class Rig {
    let emulation = Emulation()
    let port: CableEnd
    let toBand: SerialWire
    let bridge: CableBridge
    private(set) var closing: PortClosing
    /// What happened, and when.
    private(set) var events: [(time: Tick, event: LinkEvent)] = []
    /// What the band received, and when.
    private(set) var received: [(time: Tick, byte: UInt8)] = []
    private var sending: Subscription?

    init() throws {
      port = try CableEnd()
      toBand = SerialWire("to band", on: emulation)
      bridge = CableBridge(emulation, toBand: toBand, fromBand: SerialWire("from band", on: emulation)) { _ in }
      closing = PortClosing(bridge)
      sending = toBand.watchSent { [unowned self] in received.append((emulation.now, $0)) }
    }

    /// Bytes that clients have written and not thrown away.
    private var said = 0

    /// A client that writes and closes, as a shell's `echo text > PORT`.
    func say(_ text: String) throws {
      said += text.utf8.count
      let client = open(port.path, O_WRONLY | O_NOCTTY)
      try #require(client >= 0)
      try #require(write(client, text, text.utf8.count) == text.utf8.count)
      close(client)
    }

    /// Waits for the port's thread to have read everything and noticed that everybody has gone.
    func waitUntilDeparted() {
      while port.counters.bytesIn + port.counters.discarded + port.pendingBytes < said || port.isAttached {
        port.wait()
      }
    }

    /// Does what may happen now.
    func look() {
      while let event = closing.next(from: port, at: emulation.now) {
        events.append((emulation.now, event))
        switch event {
        case .attached: bridge.attach()
        case .detached: bridge.detach()
        case .bytes(let bytes): bridge.send(bytes)
        case .flushed: bridge.discardBacklog()
        case .touched: break
        }
      }
    }

    /// Lets virtual time pass, from alarm to alarm, until nobody waits for it any more.
    func run() {
      look()
      while let next = [emulation.scheduler.nextDeadline, closing.nextLook ?? .max].min(), next < .max {
        emulation.scheduler.advance(to: next)
        emulation.scheduler.fireDue()
        look()
      }
    }

    var text: String { String(decoding: received.map(\.byte), as: UTF8.self) }
    var order: [LinkEvent] { events.map(\.event) }
  }

  @Test func closingWaitsForTheWire() throws {
    let rig = try Rig()
    try rig.say("buzz\n")
    rig.waitUntilDeparted()
    rig.run()
    #expect(rig.text == "buzz\n")
    #expect(rig.order == [.attached, .bytes(Array("buzz\n".utf8)), .detached])
    let last = try #require(rig.received.last).time
    #expect(last > CableBridge.settling)
    #expect(rig.events.last?.time == last + CableBridge.linger)
  }

  /// Each client writes and is gone before anybody looks.
  @Test func manyInARowLoseNothing() throws {
    let rig = try Rig()
    var sent = ""
    for number in 0..<100 {
      try rig.say("line \(number)\n")
      sent += "line \(number)\n"
      if number % 7 == 0 { rig.look() }
    }
    rig.waitUntilDeparted()
    rig.run()
    #expect(rig.text == sent)
    #expect(rig.order.first == .attached && rig.order.last == .detached)
    #expect(rig.port.counters.bytesIn == sent.utf8.count && rig.port.counters.discarded == 0)
  }

  /// More than the bridge takes at once, and than the port's own queue.
  @Test func aLongFileArrivesWhole() throws {
    let rig = try Rig()
    let bytes = (0..<15_000).map { (index: Int) -> UInt8 in UInt8(32 + index * index % 90) }
    let text = String(decoding: bytes, as: UTF8.self)
    try rig.say(text)
    rig.waitUntilDeparted()
    rig.run()
    let isWhole = rig.text == text
    #expect(isWhole)
    // One after another at 115200 baud.
    let first = try #require(rig.received.first).time
    #expect((rig.received.last?.time ?? 0) - first < .milliseconds(1_303))
  }

  /// The next client comes while the last byte of the one before is still under way: the cable stays in.
  @Test func theCableStaysInForTheNextClient() throws {
    let rig = try Rig()
    try rig.say("one\n")
    rig.waitUntilDeparted()
    rig.look()
    try rig.say("two\n")
    rig.waitUntilDeparted()
    rig.run()
    #expect(rig.text == "one\ntwo\n")
    #expect(rig.order.filter { $0 == .attached }.count == 1)
    #expect(rig.order.last == .detached)
  }

  /// At a rate at which it would take hours, the rest is lost after half a minute, and the next client is served.
  @Test func waitingIsBounded() throws {
    let rig = try Rig()
    rig.bridge.follow(baud: 10)
    try rig.say(String(repeating: "a", count: 3_000))
    rig.waitUntilDeparted()
    rig.run()
    #expect(rig.events.last?.event == .detached && rig.events.last?.time == PortClosing.patience)
    #expect(rig.received.count > 25 && rig.received.count < 40)
    // The bridge is filled up again for every byte that has left.
    #expect(rig.port.counters.discarded == 3_000 - CableBridge.backlogLimit - rig.received.count)
    let before = rig.received.count
    rig.bridge.follow(baud: 115_200)
    try rig.say("b\n")
    rig.waitUntilDeparted()
    rig.run()
    #expect(rig.received.dropFirst(before).map(\.byte) == Array("b\n".utf8))
  }

  /// tcflush takes back what has left neither the port nor the bridge.
  @Test func aFlushTakesBackWhatTheBandHasNotGot() throws {
    let rig = try Rig()
    let client = open(rig.port.path, O_WRONLY | O_NOCTTY)
    defer { close(client) }
    _ = write(client, "reboot\n", 7)
    while rig.port.pendingBytes < 7 { rig.port.wait() }
    // In the bridge, whose contacts have not closed yet.
    rig.look()
    #expect(rig.bridge.hasBacklog)
    tcflush(client, TCOFLUSH)
    _ = write(client, "help\n", 5)
    while rig.port.pendingBytes < 5 { rig.port.wait() }
    rig.run()
    #expect(rig.text == "help\n")
  }
}
