import CortexM0
import Machine
import Parts
import TestBand
import Testing
import World

@testable import Boards

/// When the radio of a board, which is only a cost, has events.
@Suite struct RadioTimerTests {
  /// A band whose program sleeps for good with the low-power clock or without any.
  private func asleep(control: UInt16, clocks: UInt16) -> MiBand2 {
    let emulation = Emulation()
    var setup = BoardSetup()
    setup.radio = .connected(interval: .seconds(1))
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    let band = MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: 80, setup: setup)
    band.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    // wfi; b .-2.
    band.soc.ram.store([0x30, 0xBF, 0xFD, 0xE7], at: 0x100)
    func write(_ address: UInt32, _ value: UInt16) { band.soc.bus.write(address, width: 2, value: UInt32(value)) }
    write(0x5000_0020, clocks)
    // CLK_CTRL_REG: RC16M, and XTAL32K as the low-power clock.
    write(0x5000_000A, 0x0201)
    band.soc.bus.write(0xE000_ED10, width: 4, value: 4)
    write(0x5000_0010, control)
    write(0x5000_0012, 0x4403)
    return band
  }

  private func events(_ band: MiBand2) -> Tick? {
    band.power.ledger.first { $0.component == "radio" && $0.state == "connected" }.map {
      $0.ticks / .microseconds(2_500)
    }
  }

  @Test func inExtendedSleepEventsNeedTheLowPowerClock() {
    let (with, without) = (asleep(control: 0x1F0F, clocks: 1), asleep(control: 0x1F0F, clocks: 0))
    for band in [with, without] {
      band.soc.run(until: .milliseconds(10_500))
      #expect(band.soc.mode == .extendedSleep)
    }
    #expect(events(with) == 10 && events(without) == nil)
    let row = with.power.ledger.first { $0.component == "radio" && $0.state == "connected" }
    #expect(row?.ticks == 10 * .microseconds(2_500))
  }

  @Test func inHibernationThereIsNone() {
    // Nothing is retained, and waking resets (RESET_ON_WAKEUP).
    let band = asleep(control: 0x002F, clocks: 1)
    band.soc.run(until: .milliseconds(10_500))
    #expect(band.soc.mode == .hibernation && events(band) == nil)
  }
}
