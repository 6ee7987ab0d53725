import Machine
import Testing

@testable import DA14681

/// A reset that is left out changes nothing: one chip leaves out those of blocks that nobody touched, the other none.
@Suite struct TimelessResetTests {
  private let lazy = Chip()
  private let eager = Chip()
  private let noise = SeededNoise(seed: 7)

  /// Registers whose writes reset the chip, or of the chip's reset itself.
  private static let spared: Set<String> = ["CRG_TOP", "WDOG"]

  @Test func leftOutResetsChangeNothing() throws {
    var skipped = 0
    for chip in [lazy, eager] {
      chip.soc.start()
      // All domains have power.
      chip.write(0x5000_0010, 0)
    }
    let levels = [lazy, eager].map { chip in
      [Pin(0, 1), Pin(1, 3), Pin(2, 4)].map { chip.soc.pads[$0].driver("test") } + [chip.soc.vbus.driver("test")]
    }
    for round in 0..<40 as Range<UInt64> {
      for (chip, drivers) in zip([lazy, eager], levels) { disturb(chip, drivers, round) }
      for bank in eager.soc.fabric.banks { bank.noteChange() }
      skipped += lazy.soc.fabric.banks.count { !$0.isTouched }
      let domains: [PowerDomain] = round % 3 == 0 ? [.system] : [.system, .peripheral, .radio]
      for chip in [lazy, eager] { chip.soc.fabric.reset(domains) }
      #expect(try lazy.snapshot == eager.snapshot, "round \(round)")
    }
    #expect(skipped > 400, "blocks are left out at all")
  }

  /// Time passes, clocks and levels change, and software writes to a block or none.
  private func disturb(_ chip: Chip, _ drivers: [LineDriver], _ round: UInt64) {
    func draw(_ part: UInt64, below limit: Int) -> Int { Int(noise.bits(round << 8 | part) >> 16) % limit }
    for part in 0..<UInt64(draw(0, below: 3)) {
      let banks = chip.soc.fabric.banks.filter { !Self.spared.contains($0.name) }
      let bank = banks[draw(16 + part, below: banks.count)]
      let register = bank.registers[draw(32 + part, below: bank.registers.count)]
      let value = UInt32(truncatingIfNeeded: noise.bits(round << 8 | 48 | part))
      chip.write(bank.base + register.offset, value, width: register.bytes)
    }
    if draw(10, below: 3) == 0 {
      chip.write(CRGPer.block.base + CRGPer.clkPer.offset, UInt32(draw(1, below: 0x1000)))
    }
    chip.soc.fabric.clocks.configure {
      $0.timers = UInt32(draw(2, below: 0x4000))
      $0.systemSource = draw(3, below: 2) == 0 ? .rc16M : .xtal16M
    }
    for (place, driver) in drivers.enumerated() { driver.value = draw(4 + UInt64(place), below: 2) == 0 }
    let end = chip.now + Tick(draw(9, below: 3_000_000))
    let scheduler = chip.emulation.scheduler
    while scheduler.nextDeadline <= end {
      scheduler.advance(to: scheduler.nextDeadline)
      scheduler.fireDue()
    }
    scheduler.advance(to: end)
  }
}
