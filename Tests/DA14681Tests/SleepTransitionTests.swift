import ChipTesting
import CortexM0
import Machine
import Testing

@testable import DA14681

/// What happens on the way into and out of extended sleep, and how long it takes.
struct SleepTransitionTests {
  /// Sleeps at once, all RAM retained; VBUS wakes. `setUp` comes first, on the 32,768 Hz crystal clock.
  private func asleep(_ setUp: (inout Thumb) -> Void) -> (chip: Chip, vbus: LineDriver) {
    var program = Thumb()
    program.disableInterrupts()
    program.store16(0x5000_0020, 0x0001)
    program.store16(0x5000_000A, 0x0201)
    program.store16(0x5000_0030, 3)
    program.store32(0xE000_E100, 1 << 25)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, 0x1F0F)
    program.store16(0x5000_0012, 0x4403)
    setUp(&program)
    program.waitForInterrupt()
    program.increment(SleepTests.mark)
    program.stop()
    return SleepTests.asleep(program)
  }

  /// CLK_32K and CLK_RCX20K enables, CLK_CTRL's source, and the ticks of 16 cycles.
  @Test(arguments: [
    (clock: 0x0080 as UInt32, rcx: 0x178 as UInt32, source: 0x0001 as UInt32, ticks: 768_000 as Tick),
    (0x0000, 0x978, 0x0101, 2_100_512), (0x0001, 0x178, 0x0201, 750_000),
  ])
  func wakingTakesSixteenCyclesOfTheLowPowerClock(clock: UInt32, rcx: UInt32, source: UInt32, ticks: Tick) {
    let (chip, vbus) = asleep {
      $0.store16(0x5000_0024, rcx)
      $0.store16(0x5000_0020, clock)
      $0.store16(0x5000_000A, source)
    }
    #expect(chip.soc.mode == .extendedSleep)
    let event = chip.now
    vbus.value = true
    chip.soc.run(until: event + ticks - 1)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + ticks)
    #expect(chip.soc.mode == .run)
  }

  /// The crystal starts with the system, and its interrupt comes after XTALRDY_CNT cycles, at every wake-up.
  @Test func theCrystalIsReadyAfterItsCyclesAtEveryWakeUp() {
    let (chip, vbus) = asleep { $0.store16(0x5000_0050, 85) }
    var ready: [Tick] = []
    chip.soc.fabric.interrupt(.xtal16Ready).observe { if $0 { ready.append(chip.now) } }
    #expect(chip.soc.mode == .extendedSleep)
    vbus.value = true
    let running = chip.now + 750_000
    chip.soc.run(until: running + .milliseconds(10))
    // 85 cycles of 46,875 ticks; the CPU may be in the middle of an instruction.
    #expect(ready.count == 1)
    #expect(ready[0] >= running + 85 * 46_875 && ready[0] < running + 85 * 46_875 + 20 * 384)
    #expect(chip.read(0x5000_0014) & 1 << 6 != 0)
  }

  @Test func pinEventsAreCountedInSleep() {
    let (chip, _) = asleep {
      $0.store16(0x5000_000C, 1 << 13)
      $0.store16(0x5000_0102, 3)
      $0.store16(0x5000_0100, 0x80 | 5)
      $0.store16(0x5000_010C, 1 << 2)
      $0.store32(0xE000_E100, 1 << 17)
    }
    let pin = chip.soc.pads[Pin(1, 2)].driver("test")
    var events = 0
    while chip.soc.mode == .extendedSleep && events < 5 {
      pin.value = true
      // Shorter than the debounce: no event.
      chip.run(for: .milliseconds(4))
      pin.value = false
      chip.run(for: .milliseconds(1))
      #expect(chip.soc.mode == .extendedSleep)
      pin.value = true
      chip.run(for: .milliseconds(7))
      pin.value = false
      chip.run(for: .milliseconds(3))
      events += 1
    }
    #expect(events == 3)
    #expect(chip.read(SleepTests.mark, width: 4) == 1)
  }

  /// Hears the flash's commands with their times.
  private final class Listener: SPITarget {
    let select: Line
    let chip: Chip
    var heard: [(time: Tick, byte: UInt32)] = []
    init(_ chip: Chip) {
      self.chip = chip
      select = chip.soc.qspic.chipSelect
      chip.soc.qspic.flash.attach(self)
    }
    var isSelected: Bool { !select.level }
    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      heard.append((chip.now, word))
      return 0
    }
  }

  /// AB, and 320 cycles of waiting: over when the CPU goes on.
  @Test func theFlashIsReleasedBeforeTheCPUGoesOn() {
    let (chip, vbus) = asleep {
      $0.store32(0x0C00_0040, 0xAB01_4009)
      $0.store32(0x0C00_0044, 0)
      $0.store16(0x5000_0012, 0x5403)
    }
    let flash = Listener(chip)
    let event = chip.now
    vbus.value = true
    chip.soc.run(until: event + 750_000)
    #expect(chip.soc.mode == .run)
    #expect(flash.heard.map(\.byte) == [0xAB])
    #expect(flash.heard.first?.time == event + 750_000 - 328 * cycle)
  }

  @Test func longMicrocodeDelaysTheCPU() {
    let (chip, vbus) = asleep {
      // 65,535 cycles: 4.1 ms.
      $0.store32(0x0C00_0040, 0xABFF_FF09)
      $0.store32(0x0C00_0044, 0)
      $0.store16(0x5000_0012, 0x5403)
    }
    let flash = Listener(chip)
    let event = chip.now
    vbus.value = true
    chip.soc.run(until: event + 65_543 * cycle - 1)
    #expect(chip.soc.mode == .extendedSleep)
    #expect(flash.heard.first?.time == event)
    chip.soc.run(until: event + 65_543 * cycle)
    #expect(chip.soc.mode == .run)
  }

  @Test func theWatchdogStandsStillInSleep() {
    let (chip, vbus) = asleep { $0.store16(0x5000_3100, 5) }
    chip.run(for: .seconds(UInt64(60)))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.soc.resets == [.powerOn: 1])
    vbus.value = true
    // After the wake-up it counts from its reset value: 255 steps, NMI, 16 more.
    chip.run(for: .milliseconds(2_600))
    #expect(chip.soc.resets == [.powerOn: 1])
    chip.run(for: .milliseconds(200))
    #expect(chip.soc.resets[.watchdog] == 1)
  }

  /// Hibernation ends in the boot ROM, which starts the flash image; RAM holds nothing.
  @Test func hibernationBootsTheFlash() {
    let (chip, vbus) = asleep { $0.store16(0x5000_0010, 0x002F) }
    #expect(chip.soc.mode == .hibernation)
    var program = Thumb()
    program.store32(0x07FC_9000, 0x600D_B007)
    program.stop()
    chip.flash.store([0x71, 0x51, 0, 0, 0x80, 0, 1, 0x40, 0, 0, 0xFE, 0x07, 0x01, 0x01, 0x00, 0x08], at: 0)
    chip.flash.store(program.bytes, at: 0x100)
    vbus.value = true
    chip.run(for: .milliseconds(2))
    #expect(chip.soc.resets == [.powerOn: 1, .hibernation: 1])
    #expect(chip.read(0x07FC_9000, width: 4) == 0x600D_B007)
    #expect(chip.read(SleepTests.mark, width: 4) == 0xA5A5_A5A5)
  }

  /// A source that the NVIC does not let through wakes the system; the CPU sleeps on, in WFI.
  @Test func aMaskedSourceWakesTheSystemOnly() {
    let (chip, vbus) = asleep { $0.store32(0xE000_E180, 1 << 25) }
    vbus.value = true
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .wfi)
    #expect(chip.read(SleepTests.mark, width: 4) == 0)
  }
}
