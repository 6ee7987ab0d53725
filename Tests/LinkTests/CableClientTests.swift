import Foundation
import Testing

@testable import Link

/// The cable against unmodified clients.
@Suite struct CableClientTests {
  @Test func pyserialOpensClosesAndReopens() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    let client = try ClientProcess(
      python: """
        import serial, sys
        port = serial.Serial(sys.argv[1], 115200, timeout=20)
        port.write(b'first'); print('ready'); print(port.read(3)); port.close()
        sys.stdin.readline()
        port.open(); port.write(b'second'); print(port.read(4)); port.close()
        """, end.path)
    try log.waitForBytes(5)
    #expect(client.line() == "ready")
    #expect(end.send(Array("one".utf8)) == 3)
    #expect(client.line() == "b'one'")
    try log.waitForDetach()
    try client.say("go\n")
    try log.waitForBytes(11)
    #expect(end.send(Array("two!".utf8)) == 4)
    #expect(client.line() == "b'two!'")
    try log.waitForDetach(2)
    #expect(client.waitForExit() == 0)
    #expect(
      log.events == [
        .attached, .bytes(Array("first".utf8)), .detached, .attached, .bytes(Array("second".utf8)), .detached,
      ])
    #expect(end.counters.bytesIn == 11)
    #expect(end.counters.bytesOut == 7)
    #expect(end.counters.dropped == 0)
  }

  @Test func pyserialExclusiveAndSeveralRates() throws {
    let end = try CableEnd()
    let client = try ClientProcess(
      python: """
        import serial, sys
        a = serial.Serial(sys.argv[1], 115200, exclusive=True)
        try:
            serial.Serial(sys.argv[1], 115200, exclusive=True); print('open')
        except serial.SerialException as e:
            print('refused')
        a.close()
        for rate in (1200, 9600, 250000, 1000000, 123457):
            p = serial.Serial(sys.argv[1], rate, exclusive=True, rtscts=True)
            print(rate); sys.stdin.readline(); p.close()
        """, end.path)
    #expect(client.line() == "refused")
    for rate in [1200, 9600, 250_000, 1_000_000, 123_457] {
      #expect(client.line() == "\(rate)")
      #expect(end.baudRate == rate)
      try client.say("next\n")
    }
    #expect(client.waitForExit() == 0)
  }

  @Test func pyserialGetsEveryByteBack() throws {
    let loopback = try Loopback()
    defer { loopback.stop() }
    let client = try ClientProcess(
      python: """
        import random, serial, sys
        random.seed(7)
        port = serial.Serial(sys.argv[1], 115200, timeout=20, write_timeout=20)
        total = 0
        for n in range(1000):
            data = random.randbytes(random.randint(1, 700))
            port.write(data); back = port.read(len(data)); total += len(data)
            if back != data:
                print('chunk', n, 'differs'); sys.exit(1)
        print(total, port.in_waiting)
        """, loopback.end.path)
    let line = client.line()
    #expect(client.waitForExit() == 0)
    let total = Int(line?.split(separator: " ").first ?? "") ?? -1
    #expect(line == "\(total) 0")
    #expect(total > 300_000)
    let counters = loopback.end.counters
    #expect(counters.bytesIn == total)
    #expect(counters.bytesOut == total)
    #expect(counters.dropped == 0)
    #expect(counters.discarded == 0)
  }

  @Test func aClientKilledInMidFrameDoesNotHurtTheNext() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    for round in 1...5 {
      let victim = try ClientProcess(
        python: """
          import serial, sys
          port = serial.Serial(sys.argv[1], 115200, timeout=20)
          port.write(b'\\x06\\x09AAoAAAAAAAAC' + b'x' * \(round * 11)); port.flush(); port.read(4); print('sent')
          sys.stdin.readline()
          """, end.path)
      try log.wait("frame start") { $0.lastClientBytes.count == 14 + round * 11 }
      // Half of an answer is read, the other half is left in the port.
      #expect(end.send(Array("half an answer".utf8)) == 14)
      #expect(victim.line() == "sent")
      victim.killNow()
      try log.waitForDetach(2 * round - 1)
      let next = try ClientProcess(
        python: """
          import serial, sys
          port = serial.Serial(sys.argv[1], 115200, timeout=20)
          port.write(b'hello'); print(port.read(5)); print(port.in_waiting)
          """, end.path)
      try log.wait("hello") { $0.lastClientBytes == Array("hello".utf8) }
      #expect(end.send(Array("clean".utf8)) == 5)
      #expect(next.line() == "b'clean'")
      #expect(next.line() == "0")
      #expect(next.waitForExit() == 0)
      try log.waitForDetach(2 * round)
    }
    #expect(end.counters.dropped == 0)
    #expect(end.counters.bytesOut == 5 * 19)
  }

  @Test func socatCarriesBothWays() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    let client = try ClientProcess(try tool("socat"), ["-", "\(end.path),raw,echo=0"])
    try log.waitForAttach()
    try client.say("to the band\n")
    try log.waitForBytes(12)
    #expect(log.bytes == Array("to the band\n".utf8))
    #expect(end.send(Array("to the host\n".utf8)) == 12)
    #expect(client.line() == "to the host")
    try client.closeInput()
    try log.waitForDetach()
    #expect(client.waitForExit() == 0)
  }

  @Test func picocomShowsText() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    // picocom wants a terminal to sit at; script(1) gives it one.
    let client = try ClientProcess(
      try tool("script"), ["-qec", "\(try tool("picocom")) -b 57600 \(end.path)", "/dev/null"])
    #expect(client.waitFor("Terminal ready"))
    try log.waitForAttach()
    #expect(end.baudRate == 57_600)
    #expect(end.send(Array("steps 1234\r\n".utf8)) == 12)
    #expect(client.waitFor("steps 1234"))
    try client.say("key")
    try log.waitForBytes(3)
    #expect(log.bytes == Array("key".utf8))
    try client.say("\u{1}\u{18}")
    try log.waitForDetach()
    #expect(client.waitForExit() == 0)
  }

  private func tool(_ name: String) throws -> String {
    let found = ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
    guard let found else { throw TimedOut(description: "\(name) is not installed: run tools/check, which installs it") }
    return found
  }
}
