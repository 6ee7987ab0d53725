import ChipTesting
import Machine
import Testing

@testable import DA14681

/// Register sequences of public drivers for the random number generator, AES and hash, the ADC, TIMER0, TIMER2, the
/// charger and the sleep flag, on a whole chip.
struct BlockDriverTests {
  static let buffer: UInt32 = 0x07FC_9000
  static let mark: UInt32 = 0x07FC_8000
  static let clkAmba: UInt32 = 0x5000_0000

  /// A chip whose CPU sleeps, so that every event is seen at its own time.
  private func started() -> Chip {
    let chip = Chip()
    var program = Thumb()
    program.waitForInterrupt()
    program.stop()
    chip.load(program)
    chip.run(for: .microseconds(100))
    #expect(chip.soc.mode == .wfi)
    chip.write(0x5000_0010, 0x1F00)
    chip.write(Self.clkAmba, 0x1000)
    return chip
  }

  private func set(_ chip: Chip, _ address: UInt32, _ bits: UInt32) { chip.write(address, chip.read(address) | bits) }

  // MARK: TRNG

  /// Read the level to take back an old interrupt, clock, enable, wait for the interrupt; then 32 words, stop, clock off.
  @Test func randomNumbersByInterrupt() {
    let chip = started()
    _ = chip.read(0x5000_5004, width: 4)
    set(chip, Self.clkAmba, 1 << 8)
    chip.write(0x5000_5000, 1, width: 4)
    #expect(!chip.soc.fabric.interrupt(.trng).level)
    chip.run(for: .milliseconds(3))
    #expect(chip.soc.fabric.interrupt(.trng).level)
    #expect(chip.read(0x5000_5004, width: 4) & 0x3F != 0)
    let numbers = (0..<32).map { _ in chip.read(0x4004_0000, width: 4) }
    #expect(Set(numbers).count == 32)
    chip.write(0x5000_5000, 0, width: 4)
    _ = chip.read(0x5000_5004, width: 4)
    #expect(!chip.soc.fabric.interrupt(.trng).level)
    chip.run(for: .milliseconds(3))
    #expect(!chip.soc.fabric.interrupt(.trng).level)
  }

  // MARK: AES and hash

  /// CTR in two fragments with MORE_IN and the interrupt, by the engine's own master, as NIST SP 800-38A, F.5.1 has it.
  @Test func aesInFragmentsByInterrupt() {
    let chip = started()
    set(chip, Self.clkAmba, 1 << 6)
    let base: UInt32 = 0x4002_0000
    #expect(chip.read(base + 0x14, width: 4) & 1 == 1)
    let plain: [UInt32] = [
      0xE2BE_C16B, 0x969F_402E, 0x117E_3DE9, 0x2A17_9373, 0x578A_2DAE, 0x9CAC_031E, 0xAC6F_B79E, 0x518E_AF45,
    ]
    for (index, word) in plain.enumerated() { chip.write(Self.buffer + 4 * UInt32(index), word, width: 4) }
    chip.write(base + 0x18, 1, width: 4)
    chip.write(base, 1 << 17 | 1 << 16 | 1 << 8 | 1 << 7 | 2 << 2, width: 4)
    for (index, word) in ([0x2B7E_1516, 0x28AE_D2A6, 0xABF7_1588, 0x09CF_4F3C] as [UInt32]).enumerated() {
      chip.write(base + 0x100 + 4 * UInt32(index), word, width: 4)
    }
    for (index, word) in ([0xFCFD_FEFF, 0xF8F9_FAFB, 0xF4F5_F6F7, 0xF0F1_F2F3] as [UInt32]).enumerated() {
      chip.write(base + 0x1C + 4 * UInt32(index), word, width: 4)
    }
    chip.write(base + 0x08, Self.buffer, width: 4)
    chip.write(base + 0x10, Self.buffer + 0x100, width: 4)
    chip.write(base + 0x0C, 16, width: 4)
    chip.write(base + 0x04, 1, width: 4)
    let line = chip.soc.fabric.interrupt(.crypto)
    chip.run(for: .microseconds(100))
    #expect(line.level)
    #expect(chip.read(base + 0x14, width: 4) & 2 != 0, "waits for more")
    chip.write(base + 0x18, 1, width: 4)
    #expect(!line.level)
    chip.write(base, 1 << 17 | 1 << 8 | 1 << 7 | 2 << 2, width: 4)
    chip.write(base + 0x0C, 16, width: 4)
    chip.write(base + 0x04, 1, width: 4)
    chip.run(for: .microseconds(100))
    #expect(line.level)
    #expect(chip.read(base + 0x14, width: 4) & 1 == 1)
    let expected: [UInt32] = [
      0x9161_4D87, 0x26E3_20B6, 0x6468_EF1B, 0xCEB6_0D99, 0x6BF6_0698, 0xFFFD_7079, 0x7B18_1786, 0xFFFD_FFB9,
    ]
    #expect((0..<8).map { chip.read(Self.buffer + 0x100 + 4 * $0, width: 4) } == expected)
  }

  /// SHA-256 of "abc" (FIPS 180-4's example), 32 bytes out.
  @Test func aHashByPolling() {
    let chip = started()
    set(chip, Self.clkAmba, 1 << 6)
    let base: UInt32 = 0x4002_0000
    chip.write(Self.buffer, 0x0063_6261, width: 4)
    chip.write(base, 1 << 9 | 3 | 31 << 10, width: 4)
    chip.write(base + 0x08, Self.buffer, width: 4)
    chip.write(base + 0x10, Self.buffer + 0x100, width: 4)
    chip.write(base + 0x0C, 3, width: 4)
    chip.write(base + 0x04, 1, width: 4)
    while chip.read(base + 0x14, width: 4) & 1 == 0 { chip.run(for: .microseconds(1)) }
    #expect(chip.read(Self.buffer + 0x100, width: 4) == 0xBF16_78BA)
    #expect(chip.read(Self.buffer + 0x11C, width: 4) == 0xAD15_00F2)
  }

  // MARK: GPADC

  private func measure(_ chip: Chip) -> UInt32 {
    set(chip, 0x5000_1900, 2)
    while chip.read(0x5000_1900) & 2 != 0 { chip.run(for: .microseconds(1)) }
    chip.write(0x5000_190A, 1)
    return chip.read(0x5000_190C)
  }

  /// Offsets at their middle, muted, with both signs: the errors, which an ideal converter has not.
  @Test func theADCIsCalibratedAndReadsTheBattery() {
    let chip = started()
    chip.soc.gpadc.batteryMillivolts = { 3_700 }
    chip.write(0x5000_1900, 0)
    chip.write(0x5000_1902, 0)
    chip.write(0x5000_1904, 0x40)
    chip.write(0x5000_1900, 0x41)
    chip.write(0x5000_1906, 0x200)
    chip.write(0x5000_1908, 0x200)
    set(chip, 0x5000_1900, 0x80)
    #expect(measure(chip) >> 6 == 0x200)
    set(chip, 0x5000_1900, 0x2000)
    #expect(measure(chip) >> 6 == 0x200)
    chip.write(0x5000_1902, 4 << 5 | 0xF << 8)
    chip.write(0x5000_1900, 0x41 | 9 << 8)
    let raw = measure(chip) >> 2
    #expect(raw * 5_000 / 0x3FFF == 3_699 || raw * 5_000 / 0x3FFF == 3_700)
  }

  /// Continuous conversions collected by DMA, which interrupts after the eighth.
  @Test func theADCFillsABufferByDMA() {
    let chip = started()
    chip.soc.gpadc.batteryMillivolts = { 2_500 }
    chip.write(0x5000_1900, 0x41 | 9 << 8)
    chip.write(0x5000_1902, 1 << 3)
    chip.write(0x5000_1904, 0x140)  // one step of 1.024 ms between conversions
    for (offset, value) in [(0, 0x190C), (2, 0x5000), (4, 0x9000), (6, 0x07FC), (8, 7), (0xA, 7)]
      as [(UInt32, UInt32)]
    {
      chip.write(0x5000_3520 + offset, value)
    }
    chip.write(0x5000_3580, 12 << 4)
    chip.write(0x5000_352C, 1 | 2 | 8 | 0x10 | 0x20)
    set(chip, 0x5000_1900, 4 | 2)
    chip.run(for: .milliseconds(20))
    #expect(chip.read(0x5000_3582) == 4)
    #expect(chip.read(0x5000_352C) & 1 == 0)
    #expect((0..<8).map { chip.read(Self.buffer + 2 * $0) >> 6 } == [UInt32](repeating: 511, count: 8))
  }

  // MARK: TIMER0 and TIMER2

  /// A blinker: 32,768 Hz crystal, M and N of 0.2 s; the pad toggles, and the interrupt comes every two periods.
  @Test func timer0BlinksAtFifthsOfASecond() {
    let chip = started()
    chip.write(0x5000_0020, 1)
    chip.write(0x5000_000A, 0x0201)
    set(chip, 0x5000_000C, 1 << 2)
    chip.write(0x5000_3400, 0)
    chip.write(0x5000_3400, 4)  // slow clock, ON counts it undivided
    chip.write(0x5000_3404, 6_553)
    chip.write(0x5000_3406, 6_553)
    chip.write(0x5000_3402, 20_000)
    chip.write(0x5000_306A, 0x300 | 23)
    var edges: [Tick] = []
    chip.soc.pads[Pin(4, 6)].observe { _ in edges.append(chip.now) }
    var interrupts = 0
    chip.soc.fabric.interrupt(.timer0).observe { if $0 { interrupts += 1 } }
    set(chip, 0x5000_3400, 1)
    chip.run(for: .seconds(UInt64(2)))
    let steps = zip(edges.dropFirst(), edges.dropFirst(2)).map { $1 - $0 }
    #expect(steps.count == 8)
    #expect(steps.allSatisfy { $0 == 6_554 * 46_875 })
    #expect(interrupts == 3, "the start is one too")
  }

  /// 16 MHz / 16000: three duties of one period, the third around its end.
  @Test func timer2DrivesThreePads() {
    let chip = started()
    set(chip, 0x5000_000C, 1 << 10)
    chip.write(0x5000_3416, 8)
    for (offset, value) in [
      (0x14, 16_000), (0x08, 0), (0x0E, 4_000), (0x0A, 4_000), (0x10, 12_000), (0x0C, 15_000), (0x12, 1_000),
    ] as [(UInt32, UInt32)] {
      chip.write(0x5000_3400 + offset, value)
    }
    for (address, function) in [(0x5000_3064, 25), (0x5000_3066, 26), (0x5000_3068, 27)] as [(UInt32, UInt32)] {
      chip.write(address, 0x300 | function)
    }
    var high: [Int: Tick] = [:]
    var since: [Int: Tick] = [:]
    for bit in 3...5 {
      chip.soc.pads[Pin(4, bit)].observe { level in
        if level { since[bit] = chip.now } else if let start = since[bit] { high[bit, default: 0] += chip.now - start }
      }
    }
    set(chip, 0x5000_3416, 1)
    chip.run(for: .milliseconds(10) + 1)
    #expect(high[3] == 10 * 4_000 * cycle)
    #expect(high[4] == 10 * 8_000 * cycle)
    #expect(high[5].map { $0 / cycle / 1_000 } == 19, "1,000 in the first period, then nine of 2,000")
  }

  // MARK: The charger

  /// Pre-charge at 2.1 mA in the low range, then 90 mA to 4.2 V, with the battery's thermistor and the die watched.
  @Test func theChargerIsSetUp() {
    let chip = started()
    var limits: [ChargerLimits] = []
    chip.soc.anamisc.charger.onLimits = { limits.append($0) }
    chip.soc.anamisc.charger.thermistorPermille = 700
    chip.write(0x5000_1B08, 0)
    chip.write(0x5000_1B0A, 0x0F07 & 0x1FFF | 6 << 13)
    chip.write(0x5000_1B08, 2 << 12 | 4 << 8 | 0xA)
    set(chip, 0x5000_1B08, 1 << 5)
    #expect(limits.last == ChargerLimits(isOn: true, current: 2_100_000_000, microvolts: 4_200_000))
    chip.write(0x5000_1B08, chip.read(0x5000_1B08) & ~0x20)
    #expect(limits.last?.isOn == false)
    chip.write(0x5000_1B0A, 0x0F07)
    chip.write(0x5000_1B08, 2 << 12 | 5 << 8 | 0xA | 1 << 5)
    #expect(limits.last == ChargerLimits(isOn: true, current: 90_000_000_000, microvolts: 4_200_000))
  }
}
