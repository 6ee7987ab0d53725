import Glibc
import SMP
import Testing

@testable import Link

@Suite struct SerialTransportTests {
  /// What a client would say and how it stands on the wire.
  private let message: [UInt8] = [0x0B, 0, 0, 1, 0, 0, 7, 0, 0xA0]

  private func frame(_ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBufferPointer { message in
      var encoder = ConsoleEncoder(message)
      var bytes: [UInt8] = []
      while let byte = encoder.next() { bytes.append(byte) }
      return bytes
    }
  }

  @Test func findsMessagesInNoise() throws {
    let end = try CableEnd()
    let transport = try SerialTransport(path: end.path)
    var log = EventLog(end)
    try log.waitForAttach()
    try transport.send(message, until: .now + patience)
    try log.waitForBytes(frame(message).count)
    #expect(log.bytes == frame(message))

    var bad = frame(message)
    bad[6] ^= 1
    let noise: [UInt8] = [0xFF, 0x06, 0x09, 65, 65, 0x0A, 0x04, 0x14, 65, 0x0A] + Array("log\r\n".utf8)
    let other: [UInt8] = message.dropLast() + [0xA1]
    #expect(end.send(noise + bad + frame(message) + noise + frame(other)) > 0)
    #expect(try transport.receive(until: .now + patience) == message)
    #expect(try transport.receive(until: .now + patience) == other)
    #expect(try transport.receive(until: .now) == nil)
  }

  @Test func keepsThePortForItself() throws {
    let end = try CableEnd()
    let first = try SerialTransport(path: end.path)
    let error = #expect(throws: LinkError.self) { try SerialTransport(path: end.path) }
    #expect(error?.reason == "is in use by another program")
    withExtendedLifetime(first) {}
  }

  @Test(arguments: [9_600, 115_200, 250_000, 1_000_000, 12_345]) func setsAnyRate(_ baud: Int) throws {
    let end = try CableEnd()
    let transport = try SerialTransport(path: end.path, baud: baud)
    #expect(end.baudRate == baud)
    withExtendedLifetime(transport) {}
  }

  @Test func tellsWhatIsWrong() throws {
    let missing = #expect(throws: LinkError.self) { try SerialTransport(path: "/dev/nothing-here") }
    #expect(missing?.description.hasPrefix("/dev/nothing-here: No such file or directory; ") == true)
    let noPort = #expect(throws: LinkError.self) { try SerialTransport(path: "/dev/null") }
    #expect(noPort?.reason == "is not a serial port")
    let end = try CableEnd()
    let noRate = #expect(throws: LinkError.self) { try SerialTransport(path: end.path, baud: 0) }
    #expect(noRate?.reason == "does not do 0 baud")
  }

  @Test func noticesThatTheDeviceHasGone() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal()
    let transport = try SerialTransport(path: try #require(terminal?.path))
    terminal = nil
    let error = #expect(throws: LinkError.self) { try transport.receive(until: .now + patience) }
    #expect(error?.reason == "the device has gone")
  }

  @Test func aPortThatTakesNothingIsAnErrorAtTheDeadline() throws {
    // Nobody reads this one: the kernel holds a few thousand bytes.
    let terminal = try PseudoTerminal()
    let transport = try SerialTransport(path: terminal.path)
    let large = [UInt8](repeating: 0, count: 60_000)
    let error = #expect(throws: LinkError.self) { try transport.send(large, until: .now) }
    #expect(error?.reason == "takes no more bytes")
  }
}
