import Blocks
import Machine
import Testing

@testable import DA14681

struct UARTFlowControlTests {
  let bench = Bench()
  let uart: UART
  let clearToSend: LineDriver
  static let base: UInt32 = 0x5000_1100
  static let requestPin = Pin(3, 2)
  /// A character at 1 Mbaud, ten bits.
  static let character: Tick = 10 * 16 * cycle

  /// 1 Mbaud, FIFOs on with a receive trigger of four, RTS on P3_2, CTS on P3_3 and low.
  init() {
    uart = bench.fabric.makeUART2()
    bench.route(Pin(1, 3), .uart2TX)
    bench.route(Pin(2, 3), .uart2RX)
    bench.route(Self.requestPin, .uart2RTS)
    bench.route(Pin(3, 3), .uart2CTS)
    clearToSend = bench.fabric.pads[Pin(3, 3)].driver("test")
    clearToSend.value = false
    for (offset, value) in [(0x0C, 0x80), (0x00, 1), (0x04, 0), (0x0C, 3), (0x08, 0x41)] as [(UInt32, UInt32)] {
      write(offset, value)
    }
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }
  private var isRequesting: Bool { !bench.fabric.pads[Self.requestPin].level }

  private func receive(_ count: Int) {
    let bits = ClockRate(hertz: 1_000_000)
    let format = SerialFormat(bitClock: bits, dataBits: 8, parity: .none, stopBits: 1)
    for index in 0..<count {
      uart.rx.send(UInt8(index), format: format, start: bench.now)
      bench.run(for: Self.character + 1)
    }
  }

  @Test func clearToSendHoldsTheNextCharacterBack() {
    write(0x10, 0x22)
    for byte: UInt32 in 1...3 { write(0x00, byte) }
    bench.run(for: Self.character / 2)
    clearToSend.value = true
    bench.run(for: 10 * Self.character)
    #expect(read(0x80) == 2, "the one under way ended")
    #expect(read(0x14) & 0x40 == 0)
    clearToSend.value = false
    bench.run(for: 2 * Self.character)
    #expect(read(0x80) == 0)
    #expect(read(0x14) & 0x40 != 0)
  }

  @Test func withoutAutomaticControlNothingIsHeldBack() {
    clearToSend.value = true
    for byte: UInt32 in 1...3 { write(0x00, byte) }
    bench.run(for: 3 * Self.character)
    #expect(read(0x14) & 0x40 != 0)
    bench.route(Pin(3, 3), .gpio)
    write(0x10, 0x22)
    for byte: UInt32 in 1...3 { write(0x00, byte) }
    bench.run(for: 3 * Self.character)
    #expect(read(0x14) & 0x40 != 0, "no pad, nothing held back")
  }

  @Test func requestToSendFollowsTheFIFO() {
    #expect(!isRequesting)
    write(0x10, 0x22)
    #expect(isRequesting)
    receive(3)
    #expect(isRequesting)
    receive(1)
    #expect(!isRequesting, "the trigger")
    for left in [3, 2, 1] {
      _ = read(0x00)
      #expect(!isRequesting, "\(left) left")
    }
    _ = read(0x00)
    #expect(isRequesting)
    write(0x8C, 0)
    #expect(!isRequesting, "by the shadow register")
    write(0x8C, 1)
    #expect(isRequesting)
    uart.reset()
    #expect(!isRequesting)
  }

  @Test func modemStatusAndItsInterrupt() {
    _ = read(0x18)
    #expect(read(0x18) == 0x10)
    write(0x04, 8)
    clearToSend.value = true
    #expect(bench.isRequested(.uart2))
    #expect(read(0x08) & 0xF == 0)
    #expect(read(0x18) == 0x01)
    #expect(!bench.isRequested(.uart2))
    #expect(read(0x08) & 0xF == 1)
    write(0x10, 0x20)
    clearToSend.value = false
    #expect(!bench.isRequested(.uart2), "automatic flow control has no such interrupt")
    #expect(read(0x18) == 0x11)
  }

  @Test func loopbackJoinsTheTwo() {
    clearToSend.value = true
    write(0x10, 0x12)
    #expect(read(0x18) & 0x10 != 0)
    #expect(!isRequesting)
    write(0x10, 0x10)
    #expect(read(0x18) & 0x10 == 0)
  }
}
