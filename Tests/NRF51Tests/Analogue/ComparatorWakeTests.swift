import ChipTesting
import Machine
import Testing

@testable import NRF51

/// The comparator in System OFF.
struct ComparatorWakeTests {
  @Test(arguments: [(UInt32(1), 2_000, true), (2, 2_000, false), (0, 2_000, true)])
  func wakesTheChipByWhatItIsSetTo(_ detect: UInt32, _ millivolts: Int, _ isWoken: Bool) {
    let chip = Chip()
    var voltage = 500
    chip.soc.peripherals.analogInputs.millivolts = { $0 == 27 ? voltage : nil }
    var program = Thumb()
    for (address, value) in [
      (0x4001_3504, 1), (0x4001_3508, 3), (0x4001_3520, detect), (0x4001_3500, 1), (0x4001_3000, 1),
    ] as [(UInt32, UInt32)] { program.store32(address, value) }
    program.wait(for: 0x4001_3100)
    program.increment(0x2000_0100)
    program.store32(0x4000_0500, 1)
    program.stop()
    chip.start(program)
    chip.run(for: us(1_000))
    #expect(chip.soc.mode == .hibernation)
    voltage = millivolts
    chip.soc.peripherals.comparator.inputChanged()
    chip.run(for: us(50))
    #expect((chip.soc.mode == .run) == isWoken)
    if isWoken { #expect(chip.read(0x4000_0400) == 1 << 17) }
  }
}
