import ChipTesting
import Machine
import Testing

@testable import DA14681

/// Register sequences of public I2C and SPI drivers, on a whole chip whose CPU only waits: initialisation as after reset,
/// then transfers by polling, by interrupt and by DMA.
struct SerialDriverTests {
  static let buffer: UInt32 = 0x07FC_9000
  static let clkPer: UInt32 = 0x5000_1C04

  /// 32 registers at 0x48, with an address pointer.
  private final class Sensor: I2CTarget {
    var i2cAddress: UInt8? = 0x48
    var registers = (0..<32).map { UInt8(0x80 + $0) }
    var pointer = 0
    var isPointerNext = false

    func i2cStart(isRead: Bool) -> Bool {
      isPointerNext = !isRead
      return true
    }
    func i2cWrite(_ byte: UInt8) -> Bool {
      if isPointerNext {
        pointer = Int(byte) & 31
        isPointerNext = false
        return true
      }
      registers[pointer] = byte
      pointer = (pointer + 1) & 31
      return true
    }
    func i2cRead(acknowledged: Bool) -> UInt8 {
      defer { pointer = (pointer + 1) & 31 }
      return registers[pointer]
    }
    func i2cStop() {}
  }

  /// Answers the complement of what it heard last.
  private final class Echo: SPITarget {
    var isSelected = true
    var last: UInt32 = 0
    var heard: [UInt32] = []
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      defer { last = word }
      heard.append(word)
      return ~last
    }
  }

  private func started() -> Chip {
    let chip = Chip()
    chip.load(Thumb.waiting)
    chip.write(0x5000_0010, 0x1F00)  // all domains up
    #expect(chip.read(0x5000_0014) & 8 != 0)
    chip.write(0x5000_0000, 0x1000)  // HCLK and PCLK 16 MHz
    return chip
  }

  // MARK: I2C

  private func startI2C(_ chip: Chip, _ sensor: Sensor) {
    chip.soc.i2c.wires.attach(sensor)
    chip.write(0x5000_305A, 0x13)  // P3_6 and P3_7, as drivers leave them: open drain by the controller
    chip.write(0x5000_305C, 0x14)
    chip.write(Self.clkPer, 1 << 2)
    chip.write(0x5000_146C, 0)
    #expect(chip.read(0x5000_149C) & 1 == 0)
    chip.write(0x5000_1430, 0)
    for (offset, value) in [(0x14, 0x48), (0x18, 0x4F), (0x1C, 8), (0x20, 0x17)] as [(UInt32, UInt32)] {
      chip.write(0x5000_1400 + offset, value)
    }
    chip.write(0x5000_1400, 0x65)  // fast, restart, master, no slave
    chip.write(0x5000_1404, 0x48)
    #expect(chip.read(0x5000_1470) & 0x20 == 0)
    chip.write(0x5000_146C, 1)
  }

  @Test func i2cByPolling() {
    let (chip, sensor) = (started(), Sensor())
    startI2C(chip, sensor)
    for byte: UInt32 in [4, 0xAA, 0xBB] {
      #expect(chip.read(0x5000_1470) & 2 != 0)
      chip.write(0x5000_1410, byte)
      #expect(chip.read(0x5000_1480) == 0)
    }
    while chip.read(0x5000_1470) & 4 == 0 { chip.run(for: .microseconds(1)) }
    while chip.read(0x5000_1470) & 0x20 != 0 { chip.run(for: .microseconds(1)) }
    #expect(sensor.registers[4...5] == [0xAA, 0xBB])
    // Write the pointer, then read, without a stop between them.
    chip.write(0x5000_1410, 3)
    for _ in 0..<4 { chip.write(0x5000_1410, 0x100) }
    var got: [UInt32] = []
    while got.count < 4 {
      chip.run(for: .microseconds(1))
      if chip.read(0x5000_1478) > 0 { got.append(chip.read(0x5000_1410)) }
    }
    #expect(got == [0x83, 0xAA, 0xBB, 0x86])
  }

  /// TX_EMPTY as soon as there is room, RX_FULL at each byte, STOP at the end.
  @Test func i2cByInterrupt() {
    let (chip, sensor) = (started(), Sensor())
    startI2C(chip, sensor)
    chip.write(0x5000_1438, 0)
    chip.write(0x5000_143C, 31)
    _ = chip.read(0x5000_1454)
    _ = chip.read(0x5000_1460)
    var commands = [UInt32](repeating: 0x100, count: 21)
    commands[0] = 0
    var got: [UInt32] = []
    var stops = 0
    chip.write(0x5000_1430, 0x254)  // STOP, TX_ABRT, TX_EMPTY, RX_FULL
    let line = chip.soc.fabric.interrupt(.i2c)
    while stops == 0 && chip.now < .milliseconds(50) {
      chip.run(for: .microseconds(1))
      guard line.level else { continue }
      let status = chip.read(0x5000_142C)
      #expect(status & 0x40 == 0)
      if status & 0x10 != 0 {
        while !commands.isEmpty && chip.read(0x5000_1470) & 2 != 0 { chip.write(0x5000_1410, commands.removeFirst()) }
        if commands.isEmpty { chip.write(0x5000_1430, 0x244) }
      }
      if status & 4 != 0 { while chip.read(0x5000_1478) > 0 { got.append(chip.read(0x5000_1410)) } }
      if status & 0x200 != 0 {
        stops += 1
        _ = chip.read(0x5000_1460)
      }
    }
    while chip.read(0x5000_1478) > 0 { got.append(chip.read(0x5000_1410)) }
    #expect(stops == 1)
    #expect(got == Array(0x80..<0x94))
    #expect(!line.level)
  }

  /// One channel repeats the read command, its even neighbour collects, and interrupts at the end.
  @Test func i2cReadsByDMA() {
    let (chip, sensor) = (started(), Sensor())
    startI2C(chip, sensor)
    chip.write(Self.buffer + 0x100, 0x100)
    chip.write(0x5000_1488, 0)
    setDMA(chip, 0, from: 0x5000_1410, to: Self.buffer, count: 16, control: 0x10 | 0x20 | 2 | 8)
    setDMA(chip, 1, from: Self.buffer + 0x100, to: 0x5000_1410, count: 16, control: 0x10 | 2)
    chip.write(0x5000_3580, 4)
    chip.write(0x5000_148C, 2)
    chip.write(0x5000_1490, 0)
    chip.write(0x5000_1410, 8)  // the pointer
    for channel: UInt32 in [0, 1] { chip.write(0x5000_350C + 16 * channel, chip.read(0x5000_350C + 16 * channel) | 1) }
    chip.write(0x5000_1488, 3)
    chip.run(for: .milliseconds(2))
    #expect(chip.soc.fabric.interrupt(.dma).level)
    #expect(chip.read(0x5000_3582) == 1)
    chip.write(0x5000_3584, 1)
    #expect(!chip.soc.fabric.interrupt(.dma).level)
    #expect(chip.read(0x5000_350C) & 1 == 0)
    let got = (0..<16 as Range<UInt32>).map { chip.read(Self.buffer + 2 * $0) }
    #expect(got == Array(0x88..<0x98))
    #expect(chip.read(0x5000_1480) == 0)
  }

  @Test func i2cWritesByDMA() {
    let (chip, sensor) = (started(), Sensor())
    startI2C(chip, sensor)
    for (index, byte) in ([16, 1, 2, 3, 4, 5, 6, 7, 8] as [UInt32]).enumerated() {
      chip.write(Self.buffer + 2 * UInt32(index), byte)
    }
    setDMA(chip, 1, from: Self.buffer, to: 0x5000_1410, count: 9, control: 0x10 | 0x40 | 2 | 8)
    chip.write(0x5000_3580, 4)
    chip.write(0x5000_148C, 2)
    chip.write(0x5000_351C, chip.read(0x5000_351C) | 1)
    chip.write(0x5000_1488, 2)
    chip.run(for: .milliseconds(2))
    #expect(chip.read(0x5000_3582) == 2)
    #expect(sensor.registers[16..<24] == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  private func setDMA(_ chip: Chip, _ channel: UInt32, from: UInt32, to: UInt32, count: UInt32, control: UInt32) {
    let base = 0x5000_3500 + 16 * channel
    chip.write(base + 0x0C, control)
    chip.write(base, from & 0xFFFF)
    chip.write(base + 2, from >> 16)
    chip.write(base + 4, to & 0xFFFF)
    chip.write(base + 6, to >> 16)
    chip.write(base + 8, count - 1)
    chip.write(base + 0x0A, count - 1)
  }

  // MARK: SPI

  private func startSPI(_ chip: Chip, _ echo: Echo) {
    chip.soc.spi.wires.attach(echo)
    chip.write(0x5000_304E, 0x300 | 13)
    chip.write(0x5000_3050, 11)
    chip.write(0x5000_3052, 0x300 | 12)
    chip.write(Self.clkPer, 1 << 1)
    chip.write(0x5000_1200, 0x0000)
    chip.write(0x5000_1208, 0)  // both FIFOs
    chip.write(0x5000_1200, 0x0010)  // divided by 2
    chip.write(0x5000_1200, 0x0011)
  }

  @Test func spiByPolling() {
    let (chip, echo) = (started(), Echo())
    startSPI(chip, echo)
    var got: [UInt32] = []
    for byte: UInt32 in [0x9F, 0x12, 0x34] {
      chip.write(0x5000_1202, byte)
      while chip.read(0x5000_1200) & 0x2000 == 0 { chip.run(for: .microseconds(1)) }
      got.append(chip.read(0x5000_1202))
      chip.write(0x5000_1206, 1)
    }
    #expect(chip.read(0x5000_1208) & 8 == 0)
    #expect(echo.heard == [0x9F, 0x12, 0x34])
    #expect(got == [0xFF, 0x60, 0xED])
  }

  @Test func spiByInterrupt() {
    let (chip, echo) = (started(), Echo())
    startSPI(chip, echo)
    chip.write(0x5000_1200, 0x4011)
    var waiting: [UInt32] = Array(0..<12)
    var got: [UInt32] = []
    while !waiting.isEmpty && chip.read(0x5000_1200) & 0x800 == 0 { chip.write(0x5000_1202, waiting.removeFirst()) }
    while got.count < 12 && chip.now < .milliseconds(5) {
      chip.run(for: .microseconds(1))
      while chip.soc.fabric.interrupt(.spi).level {
        got.append(chip.read(0x5000_1202))
        chip.write(0x5000_1206, 1)
      }
      while !waiting.isEmpty && chip.read(0x5000_1200) & 0x800 == 0 { chip.write(0x5000_1202, waiting.removeFirst()) }
    }
    #expect(echo.heard == Array(0..<12))
    let inverted: [UInt32] = (0..<11).map { ~$0 & 0xFF }
    #expect(got == [0xFF] + inverted)
    #expect(chip.read(0x5000_1208) & 8 == 0)
  }

  @Test func spiByDMABothWays() {
    let (chip, echo) = (started(), Echo())
    startSPI(chip, echo)
    for index in 0..<32 as Range<UInt32> { chip.write(Self.buffer + index, 0xC0 + index, width: 1) }
    chip.write(0x5000_3580, 0)  // channels 0 and 1 serve SPI
    setDMA(chip, 0, from: 0x5000_1202, to: Self.buffer + 0x100, count: 32, control: 0x10 | 0x20 | 8)
    setDMA(chip, 1, from: Self.buffer, to: 0x5000_1202, count: 32, control: 0x10 | 0x40)
    for channel: UInt32 in [0, 1] { chip.write(0x5000_350C + 16 * channel, chip.read(0x5000_350C + 16 * channel) | 1) }
    chip.run(for: .milliseconds(1))
    #expect(chip.read(0x5000_3582) == 1)
    #expect(echo.heard == (0..<32).map { 0xC0 + $0 })
    let got = (0..<32).map { chip.read(Self.buffer + 0x100 + $0, width: 1) }
    let inverted: [UInt32] = (0..<31).map { ~(0xC0 + $0) & 0xFF }
    #expect(got == [0xFF] + inverted)
  }
}
