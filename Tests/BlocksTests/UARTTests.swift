import Machine
import Testing

@testable import Blocks

/// A UART at an address and with a clock of nobody's chip; what it does is tested with the DA14681's.
struct UARTTests {
  let bench = BlockBench()
  let base: UInt32 = 0x4000_2000

  private func uart(clearToSend: PadSignal? = nil) -> UART {
    bench.install(
      UART(
        UART.registers("SERIAL", at: base), fifoDepth: 16,
        UART.Connections(
          clock: bench.clock, interrupt: bench.interrupt, transmit: bench.signal(0), receive: bench.signal(1),
          clearToSend: clearToSend, requestToSend: bench.signal(3)), on: bench.emulation))
  }

  private func setDivisor(_ divisor: UInt32) {
    bench.write(base + 0x0C, 0x83)
    bench.write(base, divisor)
    bench.write(base + 0x0C, 0x03)
  }

  @Test func registersHaveTheNameThatTheChipGives() {
    let names = UART.registers("SERIAL", at: base).registers.map(\.name)
    #expect(names.contains("SERIAL_SRBR_STHR0_REG") && names.contains("SERIAL_SRBR_STHR15_REG"))
    #expect(names.allSatisfy { $0.hasPrefix("SERIAL_") })
    #expect(UART.plainRegisters("PLAIN", at: base).registers.allSatisfy { $0.name.hasPrefix("PLAIN_") })
  }

  @Test func sendsACharacterInTenBitsOfItsClock() {
    let uart = uart()
    var sent: [UInt8] = []
    uart.tx.receiverFormat = SerialFormat(baud: 1_000_000)
    uart.tx.onReceive = { sent.append($0.byte) }
    setDivisor(1)
    bench.write(base, 0x5A)
    bench.run(for: 160 * BlockBench.cycle - 1)
    #expect(sent.isEmpty)
    bench.run(for: 1)
    #expect(sent == [0x5A])
  }

  @Test func withoutAClockNothingLeaves() {
    let uart = uart()
    bench.clock.set(nil)
    bench.clock.tellChange()
    var count = 0
    uart.tx.receiverFormat = SerialFormat(baud: 1_000_000)
    uart.tx.onReceive = { _ in count += 1 }
    setDivisor(1)
    bench.write(base, 0x5A)
    bench.run(for: .seconds(1))
    #expect(count == 0)
    bench.clock.set(ClockRate(hertz: 16_000_000))
    bench.clock.tellChange()
    bench.run(for: 160 * BlockBench.cycle)
    #expect(count == 1)
  }

  @Test func anInterruptIsTheChipsLine() {
    let uart = uart()
    uart.rx.send(0x41, format: SerialFormat(baud: 1_000_000))
    setDivisor(1)
    bench.write(base + 4, 1)
    #expect(!bench.interrupt.level)
    bench.run(for: 160 * BlockBench.cycle)
    uart.rx.send(0x42, format: SerialFormat(baud: 1_000_000))
    bench.run(for: 160 * BlockBench.cycle)
    #expect(bench.interrupt.level)
    #expect(bench.read(base) == 0x42)
    #expect(!bench.interrupt.level)
  }

  @Test func clearToSendIsHeardWhereverItIsLed() {
    let signal = PadSignal(pads: bench.pads) { _ in }
    let uart = uart(clearToSend: signal)
    let outside = bench.pads[5].driver("test")
    outside.value = true
    #expect(bench.read(base + 0x18) & 0x10 == 0)
    signal.route(to: bench.pads[5], serialPad: nil)
    signal.tellRouting()
    outside.value = false
    #expect(bench.read(base + 0x18) == 0x11)
    outside.value = true
    #expect(bench.read(base + 0x18) == 0x01)
    // Another pad's level is not its own.
    bench.pads[6].driver("test").value = true
    #expect(bench.read(base + 0x18) == 0)
    #expect(uart.bank.name == "SERIAL")
  }
}
