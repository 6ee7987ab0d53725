import Machine
import Testing

@testable import Blocks

struct I2CTests {
  let bench = BlockBench()
  let base: UInt32 = 0x4000_4000

  private final class Memory: I2CTarget {
    var written: [UInt8] = []
    var stops = 0
    var i2cAddress: UInt8? { 0x2A }
    func i2cStart(isRead: Bool) -> Bool { true }
    func i2cWrite(_ byte: UInt8) -> Bool {
      written.append(byte)
      return true
    }
    func i2cRead(acknowledged: Bool) -> UInt8 { 0x77 }
    func i2cStop() { stops += 1 }
  }

  @Test func writesAByteInTwentyPeriods() {
    let i2c = bench.install(
      I2C(
        I2C.registers("TWO", at: base),
        I2C.Connections(
          clock: bench.clock, interrupt: bench.interrupt, clockLine: bench.signal(0), dataLine: bench.signal(1)),
        on: bench.emulation))
    let memory = Memory()
    i2c.wires.attach(memory)
    bench.write(base, 0x63)
    bench.write(base + 0x04, 0x2A)
    bench.write(base + 0x6C, 1)
    bench.write(base + 0x10, 0x99)
    // Start and address 10 periods, the byte 9, the stop 1; 160 cycles each at 100 kHz.
    bench.run(for: 19 * 160 * BlockBench.cycle)
    #expect(memory.written == [0x99] && memory.stops == 0)
    bench.run(for: 160 * BlockBench.cycle)
    #expect(memory.stops == 1)
  }

  @Test func withoutItsPadsNobodyAnswers() {
    let i2c = bench.install(
      I2C(
        I2C.registers("TWO", at: base),
        I2C.Connections(
          clock: bench.clock, interrupt: bench.interrupt, clockLine: bench.signal(0), dataLine: PadSignal()),
        on: bench.emulation))
    let memory = Memory()
    i2c.wires.attach(memory)
    bench.write(base, 0x63)
    bench.write(base + 0x04, 0x2A)
    bench.write(base + 0x6C, 1)
    bench.write(base + 0x10, 0x99)
    bench.run(for: .milliseconds(1))
    #expect(memory.written.isEmpty)
    // ABRT_7B_ADDR_NOACK.
    #expect(bench.read(base + 0x80) == 1)
  }
}
