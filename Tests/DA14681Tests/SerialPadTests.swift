import Blocks
import Machine
import Testing

@testable import DA14681

/// Two UARTs on one serial line, as the pads route them.
@Suite struct SerialPadTests {
  let bench = Bench()
  let uart: UART
  let uart2: UART
  let toBand: SerialWire
  let toHost: SerialWire
  static let (transmit, receive) = (Pin(1, 3), Pin(2, 3))

  init() {
    uart = bench.fabric.makeUART()
    uart2 = bench.fabric.makeUART2()
    toBand = SerialWire("toBand", on: bench.emulation)
    toHost = SerialWire("toHost", on: bench.emulation)
    bench.fabric.pads.attach(toBand, to: Self.receive)
    bench.fabric.pads.attach(toHost, to: Self.transmit)
    for base in [0x5000_1000, 0x5000_1100] as [UInt32] {
      bench.write(base + 0x0C, 0x83)
      bench.write(base, 8)
      bench.write(base + 0xC0, 11)
      bench.write(base + 0x0C, 0x03)
    }
  }

  private let format = SerialFormat(bitClock: ClockRate(edges: 1, per: 139 * cycle))

  private func route(_ transmitter: PinFunction, _ receiver: PinFunction) {
    bench.route(Self.transmit, transmitter)
    bench.route(Self.receive, receiver)
  }

  /// What each UART holds after a byte came from the host.
  private func received(_ byte: UInt8) -> [UInt32] {
    toBand.send(byte, format: format)
    bench.run(for: .milliseconds(1))
    return [0x5000_1000, 0x5000_1100].map { bench.read($0 + 0x14) & 1 != 0 ? bench.read($0) : 0x100 }
  }

  @Test func theUARTThatThePadIsRoutedToSends() {
    var sent: [UInt8] = []
    let sending = toHost.watchSent { sent.append($0) }
    defer { sending.end() }
    let both: [(PinFunction, PinFunction)] = [(.uartTX, .uartRX), (.uart2TX, .uart2RX), (.uartTX, .uartRX)]
    for (transmitter, receiver) in both {
      route(transmitter, receiver)
      bench.write(0x5000_1000, 0x31)
      bench.write(0x5000_1100, 0x32)
      bench.run(for: .milliseconds(1))
    }
    #expect(sent == [0x31, 0x32, 0x31])
  }

  @Test func charactersFollowEachOtherWithoutAGap() {
    route(.uartTX, .uart2RX)
    var ends: [Tick] = []
    let sending = toHost.watchSent { _ in ends.append(bench.now) }
    defer { sending.end() }
    let start = bench.now
    for byte in 0..<6 as Range<UInt32> {
      while bench.read(0x5000_1014) & 0x20 == 0 { bench.run(for: cycle) }
      bench.write(0x5000_1000, byte)
    }
    bench.run(for: .milliseconds(1))
    #expect(ends == (1...6).map { start + $0 * 10 * 139 * cycle })
  }

  @Test func theUARTThatThePadIsRoutedToHears() {
    route(.uartTX, .uartRX)
    #expect(received(0x41) == [0x41, 0x100])
    // From the first to the second and back: neither takes the line from the other.
    route(.uart2TX, .uart2RX)
    #expect(received(0x42) == [0x100, 0x42])
    route(.uartTX, .uartRX)
    #expect(received(0x43) == [0x43, 0x100])
    route(.gpio, .gpio)
    #expect(received(0x44) == [0x100, 0x100])
  }

  @Test func aUARTOnOtherPadsLeavesTheLineAlone() {
    route(.uartTX, .uartRX)
    bench.route(Pin(4, 2), .uart2TX)
    bench.route(Pin(4, 1), .uart2RX)
    var (line, own): ([UInt8], [UInt8]) = ([], [])
    let sending = toHost.watchSent { line.append($0) }
    defer { sending.end() }
    let sendingOwn = uart2.tx.watchSent { own.append($0) }
    defer { sendingOwn.end() }
    bench.write(0x5000_1100, 0x55)
    bench.run(for: .milliseconds(1))
    #expect(line == [] && own == [0x55])
    #expect(received(0x45) == [0x45, 0x100])
    uart2.rx.send(0x46, format: format)
    bench.run(for: .milliseconds(1))
    #expect(bench.read(0x5000_1100) == 0x46)
  }

  @Test func aSnapshotKeepsTheListener() throws {
    route(.uartTX, .uartRX)
    let other = SerialPadTests()
    other.route(.uart2TX, .uart2RX)
    try other.bench.restore(from: bench)
    #expect(other.received(0x47) == [0x47, 0x100])
  }
}
