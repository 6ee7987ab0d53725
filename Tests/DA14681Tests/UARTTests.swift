import Blocks
import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct UARTTests {
  let bench = Bench()
  let uart: UART
  let base: UInt32 = 0x5000_1100

  init() {
    uart = bench.fabric.makeUART2()
    bench.route(Pin(1, 3), .uart2TX)
    bench.route(Pin(2, 3), .uart2RX)
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(base + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(base + offset, value) }

  /// DLL 8, DLF 11: 139 cycles a bit.
  func set115200() {
    write(0x0C, 0x83)
    write(0x00, 8)
    write(0x04, 0)
    write(0xC0, 11)
    write(0x0C, 0x03)
  }

  let bit = 139 * cycle

  @Test func bitsTakeTheDivisorsCyclesExactly() {
    set115200()
    var ends: [Tick] = []
    let sending = uart.tx.watchSent { _ in ends.append(bench.now) }
    defer { sending.end() }
    write(0x08, 0x01)
    for byte in 0..<4 as Range<UInt32> { write(0x00, byte) }
    #expect(read(0x14) & 0x60 == 0)
    bench.run(for: 41 * 10 * bit)
    #expect(ends == [10, 20, 30, 40].map { $0 * bit })
    #expect(read(0x14) & 0x60 == 0x60)
  }

  @Test func parityAndStopBitsLengthenTheCharacter() {
    write(0x0C, 0x83)
    write(0x00, 17)
    write(0xC0, 6)
    write(0x0C, 0x1F)  // 8 data bits, even parity, 2 stop bits
    write(0x00, 0x55)
    #expect(uart.tx.end == 12 * 278 * cycle)
  }

  @Test func charactersReachAReceiverOfTheSameRate() {
    set115200()
    var heard: [UInt8] = []
    uart.tx.receiverFormat = SerialFormat(baud: 115_200)
    uart.tx.onReceive = { heard.append($0.byte) }
    write(0x08, 0x01)
    for byte in [0x00, 0xFF, 0xA5, 0x5A] as [UInt32] { write(0x00, byte) }
    bench.run(for: .milliseconds(1))
    #expect(heard == [0x00, 0xFF, 0xA5, 0x5A])
  }

  @Test func aWrongRateGarbles() {
    set115200()
    var heard: [SerialCharacter] = []
    uart.tx.receiverFormat = SerialFormat(baud: 57_600)
    uart.tx.onReceive = { heard.append($0) }
    write(0x00, 0x00)
    bench.run(for: .milliseconds(1))
    // Nine low bits at 115200 are 4.5 bits at 57600: start, and the first three or four data bits.
    #expect(heard.count == 1)
    #expect(heard[0].byte & 0x07 == 0 && heard[0].byte & 0xF0 == 0xF0)
  }

  @Test func theSixteenthCharacterFitsAndTheSeventeenthOverruns() {
    set115200()
    write(0x08, 0x01)
    let format = SerialFormat(bitClock: ClockRate(edges: 1, per: bit))
    for index in 0..<16 {
      uart.rx.send(UInt8(index), format: format)
      bench.run(for: 10 * bit)
    }
    #expect(read(0x84) == 16)
    #expect(read(0x7C) & 0x18 == 0x18)
    #expect(read(0x14) & 0x02 == 0)
    uart.rx.send(16, format: format)
    bench.run(for: 10 * bit)
    #expect(read(0x14) & 0x02 == 0x02)
    #expect(read(0x14) & 0x02 == 0)
    #expect((0..<16).map { _ in read(0x00) } == Array(0..<16))
    #expect(read(0x84) == 0)
  }

  @Test func withoutFIFOTheNewCharacterReplacesTheOld() {
    set115200()
    for byte in [1, 2] as [UInt8] {
      uart.rx.send(byte, format: SerialFormat(baud: 115_200))
      bench.run(for: 11 * bit)
    }
    #expect(read(0x14) & 0x03 == 0x03)
    #expect(read(0x00) == 2)
  }

  @Test func triggerLevelsAndTimeoutInterrupt() {
    set115200()
    write(0x08, 0x41)  // trigger at 4
    write(0x04, 0x01)
    let format = SerialFormat(bitClock: ClockRate(edges: 1, per: bit))
    for _ in 0..<3 {
      uart.rx.send(0x41, format: format)
      bench.run(for: 10 * bit)
    }
    #expect(!bench.isRequested(.uart2))
    let last = bench.now
    bench.run(until: last + 40 * bit - 1)
    #expect(!bench.isRequested(.uart2))
    bench.run(until: last + 40 * bit)
    #expect(bench.isRequested(.uart2))
    #expect(read(0x08) == 0xCC)
    _ = read(0x00)
    #expect(!bench.isRequested(.uart2))
    for _ in 0..<2 {
      uart.rx.send(0x42, format: format)
      bench.run(for: 10 * bit)
    }
    #expect(read(0x08) == 0xC4)
    #expect(bench.isRequested(.uart2))
  }

  @Test func transmitInterruptComesOnceAndReadingTakesItBack() {
    set115200()
    write(0x04, 0x02)
    #expect(read(0x08) == 0x02)
    #expect(read(0x08) == 0x01)
    #expect(!bench.isRequested(.uart2))
    write(0x00, 0x41)
    #expect(bench.isRequested(.uart2))  // straight into the shift register: the holding register is empty again
    write(0x00, 0x42)
    #expect(!bench.isRequested(.uart2))
    bench.run(for: 10 * bit)
    #expect(bench.isRequested(.uart2))
    #expect(read(0x08) == 0x02)
  }

  @Test func programmableThresholdTurnsTHREIntoFIFOFull() {
    set115200()
    write(0x08, 0x31)  // transmit threshold 8
    write(0x04, 0x82)
    for byte in 0..<17 { write(0x00, UInt32(byte)) }
    #expect(read(0x14) & 0x20 == 0x20)
    #expect(!bench.isRequested(.uart2))
    bench.run(for: 80 * bit)
    #expect(read(0x80) == 8)
    #expect(bench.isRequested(.uart2))
    #expect(read(0x14) & 0x20 == 0)
  }

  @Test func lineErrorsShowWithTheirCharacter() {
    set115200()
    write(0x08, 0x01)
    write(0x04, 0x04)
    uart.rx.send(0x41, format: SerialFormat(baud: 115_200))
    bench.run(for: 11 * bit)
    uart.rx.send(0, format: SerialFormat(baud: 115_200), isBreak: true)
    bench.run(for: 11 * bit)
    #expect(!bench.isRequested(.uart2))
    #expect(read(0x14) & 0x9F == 0x81)
    #expect(read(0x00) == 0x41)
    #expect(bench.isRequested(.uart2))
    #expect(read(0x08) == 0xC6)
    #expect(read(0x14) & 0x9F == 0x99)
    #expect(read(0x14) & 0x9F == 0x01)
    #expect(read(0x00) == 0)
  }

  @Test func loopbackKeepsTheWireIdle() {
    set115200()
    write(0x10, 0x10)
    var sent = 0
    let sending = uart.tx.watchSent { _ in sent += 1 }
    defer { sending.end() }
    write(0x00, 0x7E)
    bench.run(for: 10 * bit)
    #expect(read(0x00) == 0x7E)
    #expect(sent == 0)
  }

  @Test func anUnroutedPadIsSilent() {
    set115200()
    bench.route(Pin(1, 3), .gpio)
    bench.route(Pin(2, 3), .gpio)
    write(0x00, 0x7E)
    #expect(!uart.tx.isBusy)
    #expect(uart.rx.receiverFormat == nil)
    #expect(read(0x14) & 0x40 == 0)
    bench.run(for: 10 * bit)
    #expect(read(0x14) & 0x40 == 0x40)
  }

  @Test func divisorZeroHoldsTheTransmitter() {
    write(0x0C, 0x03)
    write(0x00, 0x41)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x14) & 0x60 == 0)
    set115200()
    #expect(uart.tx.isBusy)
  }

  @Test func lineControlIsLockedWhileBusy() {
    set115200()
    write(0x00, 0x41)
    write(0x0C, 0x1B)
    #expect(read(0x0C) == 0x03)
    #expect(bench.isRequested(.uart2))
    #expect(read(0x08) == 0x07)
    #expect(read(0x7C) & 1 == 1)
    #expect(!bench.isRequested(.uart2))
  }

  @Test func theDivisorCanBeSetWhileSomebodySends() {
    write(0x0C, 0x83)
    write(0x00, 8)
    write(0xC0, 11)
    uart.rx.send(0x55, format: SerialFormat(baud: 115_200))
    bench.run(for: 5 * bit)
    write(0x0C, 0x03)
    #expect(read(0x0C) == 0x03)
    #expect(read(0x08) == 0x01)
    bench.run(for: 6 * bit)
    #expect(read(0x00) == 0x55)
  }

  @Test func shadowsAndResets() {
    set115200()
    write(0x98, 1)
    write(0x9C, 2)
    write(0xA0, 3)
    #expect(read(0x08) == 0xC1)
    #expect(read(0x9C) == 2)
    write(0xA4, 1)
    for byte in 0..<3 as Range<UInt32> { write(0x30 + 4 * byte, byte) }
    #expect(read(0x80) == 3)
    write(0x88, 4)
    #expect(read(0x80) == 0)
    write(0x88, 1)
    #expect(read(0x0C) == 0)
    #expect(read(0x08) == 0x01)
  }

  @Test func breakIsSentOnce() {
    set115200()
    var heard: [SerialCharacter] = []
    uart.tx.receiverFormat = SerialFormat(baud: 115_200)
    uart.tx.onReceive = { heard.append($0) }
    write(0x0C, 0x43)
    bench.run(for: 30 * bit)
    write(0x0C, 0x03)
    bench.run(for: 30 * bit)
    #expect(heard.map(\.isBreak) == [true])
  }

  @Test func snapshotInMidCharacter() throws {
    set115200()
    write(0x08, 0x01)
    for byte in 0..<3 as Range<UInt32> { write(0x00, byte) }
    bench.run(for: 15 * bit)
    let other = UARTTests()
    try other.bench.restore(from: bench)
    var ends: [Tick] = []
    let sending = other.uart.tx.watchSent { _ in ends.append(other.bench.now) }
    defer { sending.end() }
    other.bench.run(for: 100 * bit)
    #expect(ends == [20 * bit, 30 * bit])
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 1)
    for _ in 0..<20_000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0xFE
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 10)) }
    }
    bench.run(for: .milliseconds(10))
  }
}
