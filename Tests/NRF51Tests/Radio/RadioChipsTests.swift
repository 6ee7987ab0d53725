import ChipTesting
import Machine
import Testing

@testable import NRF51

/// Two whole chips whose processors program their radios.
struct RadioChipsTests {
  private let air = Air()
  private static let radio: UInt32 = 0x4000_1000

  /// Starts the crystal and configures channel 37.
  private func prologue(shorts: UInt32) -> Thumb {
    var program = Thumb()
    program.store32(0x4000_0000, 1)
    program.wait(for: 0x4000_0100)
    for (offset, value) in [
      (0x504, 0x2000_0100), (0x508, 2), (0x510, 3), (0x514, 0x2_0106), (0x518, 0x0203_00FF), (0x51C, 0x89BE_D600),
      (0x524, 0x8E), (0x530, 1), (0x534, 0x103), (0x538, 0x65B), (0x53C, 0x55_5555), (0x554, 37), (0x200, shorts),
    ] as [(UInt32, UInt32)] { program.store32(Self.radio + offset, value) }
    return program
  }

  /// TIMER0 starts the transmission by the fixed channel 20 while the processor runs a loop of three cycles.
  @Test func aTimerStartsATransmissionAtAnExactTick() {
    let chip = Chip()
    chip.soc.peripherals.radio.air = air
    var program = prologue(shorts: 3)
    program.store32(0x4000_8510, 0)
    program.store32(0x4000_8508, 3)
    program.store32(0x4000_8540, 40_001)
    program.store32(0x4001_F504, 1 << 20)
    program.store32(0x4000_8000, 1)
    program.stop()
    var starts: [Tick] = []
    let watch = air.watch { starts.append($0.start) }
    chip.start(program)
    var began: Tick?
    let timer = chip.soc.bus
    while began == nil, chip.now < us(10_000) {
      chip.run(for: cycle)
      if timer.read(0x4000_1550, width: 4) == 9 { began = chip.now }
    }
    chip.run(for: us(1_000))
    watch.end()
    #expect(starts.count == 1)
    // TXEN came in a whole 16 MHz clock, the transmission 141 us later, whatever instruction was under way.
    #expect(starts.first.map { ($0 - us(141)) % cycle } == 0)
    #expect(
      began.map { began in starts.allSatisfy { $0 - us(141) <= began && began - ($0 - us(141)) <= 6 * cycle } } == true)
  }

  @Test func oneAdvertisesAndTheOtherReceivesWhileBothProcessorsRun() {
    let chips = [Chip(seed: 1), Chip(seed: 2)]
    for chip in chips { chip.soc.peripherals.radio.air = air }
    var sending = prologue(shorts: 3)
    let again = sending.place
    sending.store32(Self.radio + 0x110, 0)
    sending.store32(Self.radio, 1)
    sending.wait(for: Self.radio + 0x110)
    sending.increment(0x2000_0200)
    sending.branch(to: again)
    var receiving = prologue(shorts: 1)
    receiving.store32(Self.radio + 4, 1)
    let next = receiving.place
    receiving.wait(for: Self.radio + 0x10C)
    receiving.store32(Self.radio + 0x10C, 0)
    receiving.copy32(from: Self.radio + 0x400, to: 0x2000_0204)
    receiving.increment(0x2000_0200)
    receiving.store32(Self.radio + 8, 1)
    receiving.branch(to: next)
    chips[0].start(sending)
    chips[1].start(receiving)
    chips[0].soc.ram.store([0x42, 6, 0, 1, 2, 3, 4, 5, 6], at: 0x100)
    AirLoop(chips.map { AirMachine($0.soc, radio: $0.soc.peripherals.radio) }, on: air).run(until: us(20_000))
    let counts = chips.map { $0.read(0x2000_0200) }
    #expect(counts[0] > 30)
    #expect(counts[1] == counts[0] || counts[1] + 1 == counts[0])
    #expect(chips[1].read(0x2000_0204) == 1)
    #expect(chips[1].read(0x2000_0100) == 0x0100_0642)
    #expect(chips[1].soc.bus.read(0x2000_0108, width: 1) == 6)
  }

  /// The same run again, and cut into other pieces.
  @Test func aRunTogetherRepeats() throws {
    func run(_ piece: Tick) throws -> [String] {
      let air = Air(loss: 0.3, seed: 5)
      let chips = [Chip(seed: 1), Chip(seed: 2)]
      for chip in chips { chip.soc.peripherals.radio.air = air }
      var sending = prologue(shorts: 3)
      let again = sending.place
      sending.store32(Self.radio + 0x110, 0)
      sending.store32(Self.radio, 1)
      sending.wait(for: Self.radio + 0x110)
      sending.increment(0x2000_0103)
      sending.branch(to: again)
      chips[0].start(sending)
      var receiving = prologue(shorts: 1 | 1 << 5)
      receiving.store32(Self.radio + 4, 1)
      receiving.stop()
      chips[1].start(receiving)
      chips[0].soc.ram.store([0x42, 6, 0, 1, 2, 3, 4, 5, 6], at: 0x100)
      let loop = AirLoop(chips.map { AirMachine($0.soc, radio: $0.soc.peripherals.radio) }, on: air)
      while loop.now < us(8_000) { loop.run(until: loop.now + piece) }
      loop.run(until: us(10_000))
      return chips.map { chip in
        let radio = chip.soc.peripherals.radio.saveState()
        return "\(chip.read(0x2000_0103)) \(radio.core.heard.map(\.start)) \(radio.core.lastEnd ?? 0)"
      }
    }
    let whole = try run(us(8_000))
    #expect(try run(us(8_000)) == whole)
    #expect(try run(us(37)) == whole)
  }

  @Test func theAirKeepsNoChip() {
    weak var soc: NRF51?
    do {
      let chip = Chip()
      chip.soc.peripherals.radio.air = air
      soc = chip.soc
      #expect(soc != nil)
    }
    #expect(soc == nil)
    air.begin(
      AirTransmission(sender: 5, start: 0, frequency: 2, mode: .bluetooth1M, power: 0, bits: RadioBits([0xAA])))
  }
}
